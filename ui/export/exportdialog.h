#pragma once

#include "ui/base/pagespec.h"
#include "ui/export/rowwriter.h"

#include <QDialog>

class QButtonGroup;
class QComboBox;
class QVBoxLayout;

namespace ui {

/// Which of a page's rows are meant.
enum class RowScope : quint8 { Selected, Found, All };

/// How many rows each scope has; without a search nothing is found.
struct RowCounts
{
    qint64 selected = 0;
    std::optional<qint64> found = {};
    qint64 all = 0;
};

/// A format by its name: "Excel workbook".
[[nodiscard]] QString titleOf(RowFormat format);

/// Asks which rows are to be exported, and in which format. The file is asked for behind it.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(const PageSpec &page, const RowCounts &counts, QWidget *parent = nullptr);

    [[nodiscard]] RowScope scope() const;
    [[nodiscard]] RowFormat format() const;

private:
    void addScope(QVBoxLayout &layout, RowScope scope, const QString &text, bool isOffered);

    QButtonGroup *m_scopes = nullptr;
    QComboBox *m_format = nullptr;
};

} // namespace ui
