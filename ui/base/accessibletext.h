#pragma once

namespace ui {

/// Lets a screen reader hear what a label says behind its name ("Row count: 4 books"), and a combo
/// box by its label or name, where Qt calls it by its value. Call it once there is an application;
/// more calls do nothing.
void installAccessibleTexts();

} // namespace ui
