#pragma once

#include "app/import/importplan.h"
#include "ui/base/pagespec.h"

#include <QDialog>
#include <QMap>

class ImportPreviewTable;
class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

/// Asks how a file is to be imported: which column is what, with a look at the first rows as they
/// would arrive. Rows that break the model's rules are marked with their reason. What the file does
/// not tell must be chosen first.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    /// The page's model is only asked for its rules.
    ImportDialog(const ImportPreview &preview, const QList<ImportField> &fields,
                 const ui::PageSpec &page, QWidget *parent = nullptr);

    /// As the user wants it.
    [[nodiscard]] const ImportPlan &plan() const { return m_preview.plan; }

private:
    void makeFormatInputs(QFormLayout &form);
    void makeColumnInputs(QFormLayout &form);
    QLayout *makeLayout(QFormLayout *form);
    void takeFormat();
    void takePreview(const ImportPreview &preview);
    void takeHeader();
    void takeColumn(const QString &attribute);
    void takeDecimalMark();
    void showHeaderRows();
    void showColumns();
    void showDecimalMark();
    void showRows();
    void tellProblems();

    ImportPreview m_preview;
    QList<ImportField> m_fields;
    int m_request = 0;
    bool m_isMarkChosen = false; ///< By the user; then other columns do not change it.
    QComboBox *m_separator = nullptr;
    QComboBox *m_encoding = nullptr;
    QComboBox *m_decimalMark = nullptr;
    QComboBox *m_header = nullptr;
    QMap<QString, QComboBox *> m_columns;
    ImportPreviewTable *m_table = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_import = nullptr;
};
