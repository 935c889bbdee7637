#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace ui {

/// A name with a button to take it away. Takes the focus by keys that its owner handles.
class Chip : public QWidget
{
    Q_OBJECT

public:
    Chip(const QString &name, QWidget *parent);

    [[nodiscard]] QString name() const { return m_name; }
    void setReadOnly(bool readOnly);

signals:
    void removeWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QString m_name;
    QLabel *m_label = nullptr;
    QToolButton *m_remove = nullptr;
};

} // namespace ui
