#pragma once

#include "ui/rows/relatedvalues.h"

#include <QObject>

namespace ui {

class FieldRow;
struct FormSubject;

/// The fields of a form whose values are rows of other models. Reads them when the form turns to a
/// record, and nobody waits: what is entered before the answer stays.
class RelatedFields : public QObject
{
    Q_OBJECT

public:
    /// Takes the related ones of `rows`, which belong to the form.
    RelatedFields(const PageSpec &spec, const QList<FieldRow *> &rows, QObject *parent);

    void show(const FormSubject &subject);
    /// What is entered is stored now; of a record that was new, under `keys`.
    void keep(const std::vector<qint64> &keys);
    /// Reads again what is shown, unless something is entered.
    void refresh();
    /// Whether what is stored is not known yet.
    [[nodiscard]] bool isReading() const { return m_open > 0; }
    [[nodiscard]] bool isChanged() const;
    /// Whether all that is changed is known as it is stored; only then can it be taken back.
    [[nodiscard]] bool canSave() const { return !isReading() || !isChanged(); }
    /// What was entered and differs from what is stored.
    [[nodiscard]] RelatedValues changes() const;
    /// The names that are shown, for a record like this one.
    [[nodiscard]] RelatedValues names() const;

signals:
    void read();
    void failed(const QString &message);

private:
    void ask();
    void askRows(FieldRow &row);
    void askSum(FieldRow &row);
    void take(FieldRow &row, const QList<orm::Instance> &records);
    void takeOne(FieldRow &row, const QVariant &stored);
    void takeMany(FieldRow &row, const QList<orm::Instance> &records);

    const PageSpec &m_spec;
    QList<FieldRow *> m_rows;
    std::vector<qint64> m_keys;
    int m_number = 0; ///< Of the question; answers to older ones are dropped.
    int m_open = 0;   ///< Parts of it that are not answered.
};

} // namespace ui
