#pragma once

#include <QFrame>

class QLabel;

namespace ui {

/// A line in the form that says what is special about the changes in it. What can be done about it
/// are the form's own buttons.
class DraftBar : public QFrame
{
    Q_OBJECT

public:
    explicit DraftBar(QWidget *parent = nullptr);

    /// Empty: nothing is to be said, and the line goes.
    void say(const QString &text);

private:
    QLabel *m_text = nullptr;
};

} // namespace ui
