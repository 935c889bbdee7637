#pragma once

class QAction;
class QPushButton;
class QWidget;

namespace ui {

/// A button that shows an action and triggers it, for a page. It belongs to `parent` and is named
/// like the action, with "Button" at the end.
[[nodiscard]] QPushButton *makeActionButton(QAction &action, QWidget *parent);

} // namespace ui
