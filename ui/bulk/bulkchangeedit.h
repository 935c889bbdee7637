#pragma once

#include "ui/bulk/bulkchange.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace ui {

class NumberSpin;

/// Asks for a BulkChange: field, operation, and what it needs. The likeliest are chosen already, so
/// that for "price up by 10 %" one types 10.
class BulkChangeEdit : public QWidget
{
    Q_OBJECT

public:
    /// `number`: of the edits of one dialog, from 1 on.
    BulkChangeEdit(const PageSpec &spec, int number, QWidget *parent = nullptr);

    [[nodiscard]] BulkChange change() const;
    /// Fields that others change, so that they cannot be chosen here.
    void setTaken(const QStringList &attributes);
    /// To the first input that something is typed into.
    void focusValue();

signals:
    void changed();

private:
    void makeInputs();
    void makeLayout();
    void number(int number);
    void takeField();
    void takeOperation();
    [[nodiscard]] BulkChange::Operation operation() const;
    [[nodiscard]] const FieldSpec &field() const;
    [[nodiscard]] bool isFactor() const;
    [[nodiscard]] int decimals() const;

    PageSpec m_spec;
    QComboBox *m_field = nullptr;
    QComboBox *m_operation = nullptr;
    QLineEdit *m_find = nullptr; ///< The text that is replaced.
    QLabel *m_by = nullptr;
    QLineEdit *m_text = nullptr;
    NumberSpin *m_number = nullptr;
    QLabel *m_percent = nullptr;
    QComboBox *m_source = nullptr;
    QCheckBox *m_ninetyNine = nullptr;
};

} // namespace ui
