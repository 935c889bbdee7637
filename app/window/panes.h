#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

class QWidget;

/// The parts of a window that F6 and Shift+F6 walk through. Each remembers where the focus was.
class Panes : public QObject
{
    Q_OBJECT

public:
    explicit Panes(QWidget *window);

    /// In the order of walking. Hidden panes are passed over.
    void add(QWidget *pane);

public slots:
    void focusNext() { step(+1); }
    void focusPrevious() { step(-1); }

private:
    struct Pane
    {
        QPointer<QWidget> widget;
        QPointer<QWidget> lastFocus;
    };

    void step(int direction);
    [[nodiscard]] static QWidget *focusTarget(const Pane &pane);
    void remember(QWidget *focus);

    QWidget *m_window = nullptr;
    QList<Pane> m_panes;
    qsizetype m_current = 0;
};
