#pragma once

#include "orm/db/request.h"
#include "ui/rows/relatedvalues.h"

#include <QObject>
#include <QTimer>

namespace ui {

class FieldRow;
struct FormSubject;

/// The fields of a form whose values are rows of other models. Reads them, all in one go, when the
/// form rests on a record, and nobody waits: what is entered before the answer stays.
class RelatedFields : public QObject
{
    Q_OBJECT

public:
    /// Takes the related ones of `rows`, which belong to the form.
    RelatedFields(const PageSpec &spec, const QList<FieldRow *> &rows, QObject *parent);

    void show(const FormSubject &subject);
    /// What is entered is stored now; of a record that was new, under `keys`. Only then, and where
    /// something was entered, it is read again.
    void keep(const std::vector<qint64> &keys);
    /// Reads again what is shown, unless something is entered.
    void refresh();
    /// Whether what is stored is not known yet.
    [[nodiscard]] bool isReading() const { return m_isAsked; }
    [[nodiscard]] bool isChanged() const;
    /// Whether all that is changed is known as it is stored; only then can it be taken back.
    [[nodiscard]] bool canSave() const { return !isReading() || !isChanged(); }
    /// What was entered and differs from what is stored.
    [[nodiscard]] RelatedValues changes() const;
    /// The names that are shown, for a record like this one.
    [[nodiscard]] RelatedValues names() const;
    /// All that is shown and can be entered, names and image.
    [[nodiscard]] RelatedValues values() const;
    /// What was stored when it was read last, as far as it is known, without sums.
    [[nodiscard]] RelatedTable seen() const;

signals:
    void read();
    void failed(const QString &message);

private:
    void ask();
    void askNow();
    void take(const RelatedTable &table);
    void takeOne(FieldRow &row, const QVariant &stored);
    void takeMany(FieldRow &row, const QHash<qint64, QVariant> &values);
    [[nodiscard]] QList<FieldSpec> wantedFields() const;

    const PageSpec &m_spec;
    QList<FieldRow *> m_rows;
    std::vector<qint64> m_keys;
    RelatedTable m_seen; ///< Of m_keys, as read last.
    QTimer m_pause;      ///< Until it is asked: a user who passes by does not rest on a record.
    orm::Request m_request;
    bool m_isAsked = false; ///< Asked, or about to be, and not answered.
};

} // namespace ui
