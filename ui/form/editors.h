#pragma once

#include "ui/base/pagespec.h"

#include <QVariant>

#include <functional>

class QObject;
class QWidget;

namespace ui {

/// The inputs of the form and of the table's cells. They are plain widgets; these functions know
/// which is which.

/// An input for the field; a label for fields that are only read.
[[nodiscard]] QWidget *makeEditor(const FieldSpec &field, const orm::Model &model, QWidget *parent);
/// "titleEdit", "priceSpin", "createdLabel"
[[nodiscard]] QString editorName(const FieldSpec &field);
/// Whether people may change the field at all.
[[nodiscard]] bool isEntered(const FieldSpec &field);

/// What was entered: text without the white space around it, a number, or null for nothing.
[[nodiscard]] QVariant editorValue(const QWidget *editor);
void setEditorValue(QWidget *editor, const FieldSpec &field, const QVariant &value);
/// Shown while the input is empty.
void setEditorPlaceholder(QWidget *editor, const QString &text);
void setEditorReadOnly(QWidget *editor, bool readOnly);
void selectAll(QWidget *editor);
/// Calls `edited` whenever the user changes what is entered.
void whenEdited(QWidget *editor, QObject *receiver, const std::function<void()> &edited);

} // namespace ui
