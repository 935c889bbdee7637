#pragma once

#include "orm/model/model.h"
#include "ui/rows/keyindex.h"

#include <QFuture>
#include <QObject>
#include <QTimer>

#include <vector>

namespace ui {

class RecordTableModel;

/// Sum and average of the selected rows, without keeping anyone waiting: from memory for few rows,
/// else by the database.
class SelectionSummary : public QObject
{
    Q_OBJECT

public:
    explicit SelectionSummary(RecordTableModel &model, QObject *parent = nullptr);
    ~SelectionSummary() override;

    /// Tells of the count at once, and of the sum as soon as it is known, unless rows move before;
    /// then it is to be told again what is selected.
    void select(const std::vector<RowRange> &rows);
    /// The same rows once more, whose values may have changed.
    void refresh();

signals:
    void changed(int count, const QString &sum, const QString &average);

private:
    struct Sum
    {
        QVariant sum;
        qint64 summands = 0;
    };

    void forget();
    void compute();
    [[nodiscard]] std::optional<Sum> sumInMemory() const;
    void askByWhere(const orm::Where &where);
    void askByKeys(const std::vector<qint64> &keys);
    void listen(const QFuture<Sum> &future);
    void tell(const Sum &sum);

    RecordTableModel &m_model;
    QString m_attribute;
    std::vector<RowRange> m_rows;
    int m_count = 0;
    int m_number = 0;
    QFuture<void> m_question;
    QTimer m_pause;
};

} // namespace ui
