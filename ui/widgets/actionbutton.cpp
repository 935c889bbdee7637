#include "ui/widgets/actionbutton.h"

#include <QAction>
#include <QPushButton>

namespace ui {

QPushButton *makeActionButton(QAction &action, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    const auto update = [&action, button] {
        button->setText(action.text());
        button->setIcon(action.icon());
        button->setEnabled(action.isEnabled());
        button->setToolTip(action.toolTip());
    };
    update();
    button->setObjectName(action.objectName() + QLatin1StringView("Button"));
    QObject::connect(&action, &QAction::changed, button, update);
    QObject::connect(button, &QPushButton::clicked, &action, &QAction::trigger);
    return button;
}

} // namespace ui
