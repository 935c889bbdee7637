#pragma once

#include "ui/base/pagespec.h"

#include <QObject>
#include <QVariant>

class QGridLayout;
class QLabel;
class QWidget;

namespace ui {

class ErrorText;

/// One field in the form: label, input, and under it why its entry is refused.
class FieldRow : public QObject
{
    Q_OBJECT

public:
    /// Adds its widgets at the end of `grid`, which `form` has.
    FieldRow(const PageSpec &spec, const FieldSpec &field, QGridLayout *grid, QWidget *form);

    [[nodiscard]] const FieldSpec &field() const { return m_field; }
    [[nodiscard]] QWidget *editor() const { return m_editor; }
    [[nodiscard]] bool isEntered() const;

    /// Shows what is stored.
    void setStored(const QVariant &value);
    /// Stands for values that differ, which `placeholder` says; only what is entered counts.
    void setOpen(const QString &placeholder);
    /// Enters `value` for a new record, as if the user had.
    void enter(const QVariant &value);
    /// Goes back to what setStored() or setOpen() showed.
    void revert();

    [[nodiscard]] QVariant value() const;
    [[nodiscard]] bool isChanged() const;
    /// Whether the user has entered something since setStored(), setOpen() or revert().
    [[nodiscard]] bool isTouched() const { return m_isTouched; }
    /// What is entered counts as stored.
    void keep() { m_stored = value(); }

    [[nodiscard]] QString error() const;
    /// One reason a line; empty: the entry is fine.
    void setError(const QString &error);
    void setReadOnly(bool readOnly);
    void setVisible(bool visible);

signals:
    void edited();
    /// The user goes elsewhere after editing.
    void left();

protected:
    /// Leaves Undo and Redo to the window where the input has nothing of its own to take back.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takeEdit();
    void takeLeave();
    void showWhole();
    void watchKeys();

    const PageSpec &m_spec;
    FieldSpec m_field;
    QLabel *m_label = nullptr;
    QWidget *m_editor = nullptr;
    QLabel *m_whole = nullptr; ///< All of a text that is longer than its line.
    ErrorText *m_error = nullptr;
    QVariant m_stored;
    QString m_placeholder;
    bool m_isOpen = false;
    bool m_isTouched = false;
    bool m_isVisible = true;
};

} // namespace ui
