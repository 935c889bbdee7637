#pragma once

#include "app/import/importjob.h"
#include "orm/db/request.h"
#include "ui/base/pagespec.h"

#include <QDialog>
#include <QMap>
#include <QTimer>

class ImportPreviewTable;
class QComboBox;
class QLayout;
class QLabel;
class QPushButton;

/// Asks how a file is to be imported: which column is what, with a look at the first rows as they
/// would arrive. Rows that break the model's rules are marked with their reason. What the file does
/// not tell must be chosen first. What the import would do is counted meanwhile.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    /// The page's model is asked for its rules, and its table for what is there already.
    ImportDialog(const ImportPreview &preview, const QList<ImportField> &fields,
                 const ui::PageSpec &page, QWidget *parent = nullptr);
    ~ImportDialog() override;

    /// As the user wants it.
    [[nodiscard]] const ImportPlan &plan() const { return m_preview.plan; }

private:
    [[nodiscard]] QLayout *makeColumnInputs();
    [[nodiscard]] QLayout *makeFormatInputs();
    [[nodiscard]] QLayout *makeLayout(QLayout *inputs);
    void takeFormat();
    void takePreview(const ImportPreview &preview);
    void takeHeader();
    void takeColumn(const QString &attribute);
    void takeDecimalMark();
    void showHeaderRows();
    void showColumns();
    void showDecimalMark();
    void showMatchings();
    void takeMatching();
    void showRows();
    void tellProblems();
    void askForecast();
    void tellForecast(const ImportForecast &forecast);

    ImportPreview m_preview;
    ui::PageSpec m_page;
    QList<ImportField> m_fields;
    int m_request = 0;
    bool m_isMarkChosen = false; ///< By the user; then other columns do not change it.
    QComboBox *m_separator = nullptr;
    QComboBox *m_encoding = nullptr;
    QComboBox *m_decimalMark = nullptr;
    QComboBox *m_header = nullptr;
    QComboBox *m_matching = nullptr;
    QList<ImportMatching> m_matchings; ///< Behind the entries of that box.
    QMap<QString, QComboBox *> m_columns;
    ImportPreviewTable *m_table = nullptr;
    QLabel *m_problem = nullptr;
    QLabel *m_forecast = nullptr;
    QTimer m_pause; ///< Several changes at once are one question.
    orm::Request m_asked;
    std::shared_ptr<ui::TaskProgress> m_progress; ///< Of what was asked last.
    QPushButton *m_import = nullptr;
};
