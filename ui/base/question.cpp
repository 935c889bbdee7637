#include "ui/base/question.h"

#include <QMessageBox>
#include <QPushButton>

namespace ui {

using namespace Qt::StringLiterals;

void askBefore(QWidget *parent, const QString &text, const QString &details, const QString &verb,
               QObject *receiver, const std::function<void()> &onYes)
{
    auto *box = new QMessageBox(QMessageBox::Warning, verb, text, QMessageBox::Cancel,
                                parent ? parent->window() : nullptr);
    box->setObjectName(u"questionBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(details);
    box->setDefaultButton(QMessageBox::Cancel);
    const QPushButton *yes = box->addButton(verb, QMessageBox::DestructiveRole);
    QObject::connect(yes, &QPushButton::clicked, receiver, onYes);
    box->open();
}

} // namespace ui
