#pragma once

#include "ui/rows/recordwriter.h"

#include <QDialog>

class QGridLayout;
class QLabel;

namespace ui {

/// Shows what became of a record that the user was changing and somebody else has changed: for each
/// field mine, theirs and the result, which the user chooses. It writes nothing.
class ConflictDialog : public QDialog
{
    Q_OBJECT

public:
    /// What the user wanted to save.
    struct Mine
    {
        orm::Values values;
        RelatedValues related;
    };

    /// `conflict.stored` is there.
    ConflictDialog(const PageSpec &spec, const RecordConflict &conflict, const Mine &mine,
                   QWidget *parent);

    /// Whether there is nothing to choose: both say the same.
    [[nodiscard]] bool isEmpty() const { return m_choices.isEmpty(); }
    /// What is to be saved over what is stored; empty when all of theirs stays.
    [[nodiscard]] Mine chosen() const;

private:
    struct Choice
    {
        QString attribute;
        QVariant mine;
        QVariant theirs;
        bool isMine = true;
        QLabel *result = nullptr;
    };

    void addHead(QGridLayout &grid) const;
    void addFields(QGridLayout &grid, const RecordConflict &conflict, const Mine &mine);
    void addField(QGridLayout &grid, const FieldSpec &field, const Choice &choice);
    void showResult(qsizetype choice);
    [[nodiscard]] QString text(const FieldSpec &field, const QVariant &value) const;

    PageSpec m_spec;
    QList<Choice> m_choices;
};

} // namespace ui
