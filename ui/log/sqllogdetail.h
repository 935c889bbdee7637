#pragma once

#include "ui/log/sqllogrunner.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableWidget;

namespace ui {

class SqlHighlighter;

/// One statement in full: the call, its SQL laid out in colours, its values as a table, how it
/// went, and on demand how the database answers it.
class SqlLogDetail : public QWidget
{
    Q_OBJECT

public:
    explicit SqlLogDetail(QWidget *parent = nullptr);

    void tell(const orm::QueryEvent &event);
    void tell(const Explanation &explanation);
    void clear();
    void setFontSize(int points);

signals:
    void indexWanted(const QString &table, const QString &column);

private:
    void showValues(const QVariantList &values);

    QPlainTextEdit *m_text = nullptr;
    SqlHighlighter *m_highlighter = nullptr;
    QTableWidget *m_values = nullptr;
    QLabel *m_plan = nullptr;
    QPushButton *m_createIndex = nullptr;
    Explanation m_explanation;
};

} // namespace ui
