#pragma once

#include "orm/model/session.h"
#include "ui/base/pagespec.h"

#include <QHash>
#include <QStringList>

#include <span>

namespace ui {

/// As people sort them.
void sortNames(QStringList &names);

/// Reads the names of many records through the table between, or their one text, in few
/// statements, and keeps the names for the next time. On a worker; throws what the calls of the
/// session throw.
class NameReader
{
public:
    /// `field` is of the kind Names, with its table between, or a RelatedText; `model` is that of
    /// the records and outlives this.
    NameReader(const FieldSpec &field, const orm::Model &model)
        : m_field(field)
        , m_model(model)
    {
    }

    /// Which field it reads.
    [[nodiscard]] const FieldSpec &field() const { return m_field; }
    /// The names of these records, sorted as people sort them; those without a name are left out,
    /// and others may be there besides.
    [[nodiscard]] QHash<qint64, QStringList> read(const orm::ReadSession &session,
                                                  std::span<const qint64> keys);

private:
    void addNames(const orm::ReadSession &session, const orm::Where &links,
                  QHash<qint64, QStringList> &names);
    void readUnknown(const orm::ReadSession &session, const orm::RowSet &links, int keyColumn);

    FieldSpec m_field;
    const orm::Model &m_model;
    QHash<qint64, QString> m_names; ///< By the key of their row.
};

} // namespace ui
