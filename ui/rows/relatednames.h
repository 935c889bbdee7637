#pragma once

#include "ui/rows/relatedvalues.h"

#include <QObject>
#include <QSet>

#include <optional>
#include <vector>

namespace ui {

/// The names and texts of associated rows that a table's columns show: read for a page of records
/// in one call, when somebody looks at them and not before.
class RelatedNames : public QObject
{
    Q_OBJECT

public:
    /// `spec` outlives this.
    explicit RelatedNames(const PageSpec &spec, QObject *parent = nullptr);

    /// What is known of a record, perhaps from before a refresh; nothing when it never was read.
    [[nodiscard]] std::optional<QStringList> names(const FieldSpec &field, qint64 key) const;
    [[nodiscard]] bool isFresh(qint64 key) const { return m_fresh.contains(key); }
    /// Reads them of these records, unless they are on their way.
    void want(const std::vector<qint64> &keys);
    /// What is known may have changed.
    void refresh();

signals:
    void read();
    void failed(const QString &message);

private:
    void take(const RelatedTable &table);

    const PageSpec &m_spec;
    QList<FieldSpec> m_fields;
    QHash<QString, QHash<qint64, QStringList>> m_names; ///< By attribute and key.
    QSet<qint64> m_fresh; ///< Read, or being read, since the last refresh.
    int m_number = 0;     ///< Of the last refresh; answers from before it are dropped.
};

} // namespace ui
