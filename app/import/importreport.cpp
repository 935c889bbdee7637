#include "app/import/importreport.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ImportReport)
};

QString savedText(const ImportResult &result)
{
    if (!result.rejectedFileProblem.isEmpty())
        return Texts::tr("They could not be saved: %1").arg(result.rejectedFileProblem);
    return Texts::tr("All of them are saved in “%1”. Mend them there and import that file.")
        .arg(QDir::toNativeSeparators(result.rejectedFile));
}

QTreeWidget *makeList(const ImportResult &result, QWidget *parent)
{
    auto *list = new QTreeWidget(parent);
    list->setObjectName(u"refusedRowsList"_s);
    list->setAccessibleName(Texts::tr("Refused rows"));
    list->setHeaderLabels({Texts::tr("Row"), Texts::tr("Reason")});
    list->setRootIsDecorated(false);
    for (const RefusedRow &row : result.examples)
        list->addTopLevelItem(new QTreeWidgetItem({QLocale().toString(row.number), row.reason}));
    return list;
}

} // namespace

QString importSummary(const ImportResult &result)
{
    QStringList sentences{Texts::tr("%Ln book(s) imported.", nullptr, int(result.imported))};
    if (result.changed)
        sentences << Texts::tr("%Ln book(s) changed.", nullptr, int(result.changed->count()));
    if (result.same > 0)
        sentences << Texts::tr("%Ln book(s) already there.", nullptr, int(result.same));
    if (result.refused > 0)
        sentences << Texts::tr("%Ln row(s) refused.", nullptr, int(result.refused));
    if (result.leftOut > 0)
        sentences << Texts::tr("%Ln wrong ISBN(s) left out.", nullptr, int(result.leftOut));
    return sentences.join(u' ');
}

QDialog *showRefusedRows(const ImportResult &result, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(u"refusedRowsDialog"_s);
    dialog->setWindowTitle(Texts::tr("Refused Rows"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *count =
        new QLabel(Texts::tr("%Ln row(s) refused.", nullptr, int(result.refused)), dialog);
    auto *saved = new QLabel(savedText(result), dialog);
    saved->setWordWrap(true);
    saved->setTextFormat(Qt::PlainText);
    saved->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);

    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(count);
    layout->addWidget(makeList(result, dialog), 1);
    layout->addWidget(saved);
    layout->addWidget(buttons);
    dialog->resize(dialog->fontMetrics().averageCharWidth() * 80,
                   dialog->fontMetrics().height() * 24);
    dialog->show();
    return dialog;
}
