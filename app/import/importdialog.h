#pragma once

#include "app/import/importplan.h"
#include "ui/base/pagespec.h"

#include <QDialog>
#include <QMap>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QTableWidget;

/// Asks how a file is to be imported: which column is what, with a look at the first rows as they
/// would arrive. Rows that break the model's rules are marked with their reason.
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
    void takeHeader(bool hasHeader);
    void takeColumns();
    void showColumns();
    void showRows();
    void showRow(const QStringList &cells, int row);
    void layOutTable();
    void updateButton();

    ImportPreview m_preview;
    QList<ImportField> m_fields;
    ui::PageSpec m_page;
    int m_request = 0;
    int m_refused = 0;
    QComboBox *m_separator = nullptr;
    QComboBox *m_encoding = nullptr;
    QComboBox *m_decimalMark = nullptr;
    QCheckBox *m_header = nullptr;
    QMap<QString, QComboBox *> m_columns;
    QTableWidget *m_table = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_import = nullptr;
};
