#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace ui {

/// A line in the form that asks what becomes of unsaved changes, without stopping anyone.
class DraftBar : public QFrame
{
    Q_OBJECT

public:
    explicit DraftBar(QWidget *parent = nullptr);

    /// With buttons to save or discard.
    void ask(const QString &text);
    /// Without buttons.
    void tell(const QString &text);

signals:
    void saveWanted();
    void discardWanted();

private:
    void showText(const QString &text, bool withButtons);

    QLabel *m_text = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_discard = nullptr;
};

} // namespace ui
