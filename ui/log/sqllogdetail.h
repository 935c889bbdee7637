#pragma once

#include "orm/db/querylog.h"

#include <QPlainTextEdit>

namespace ui {

class SqlHighlighter;

/// One statement in full: the call, its SQL in colours, values, and how it went.
class SqlLogDetail : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SqlLogDetail(QWidget *parent = nullptr);

    void tell(const orm::QueryEvent &event, const QString &values);

private:
    SqlHighlighter *m_highlighter = nullptr;
};

} // namespace ui
