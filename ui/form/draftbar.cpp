#include "ui/form/draftbar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using namespace Qt::StringLiterals;

DraftBar::DraftBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_save(new QPushButton(tr("Save"), this))
    , m_discard(new QPushButton(tr("&Discard"), this))
{
    setObjectName(u"draftBar"_s);
    setAccessibleName(tr("Unsaved changes"));
    setFrameShape(QFrame::StyledPanel);
    m_text->setObjectName(u"draftText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_save->setObjectName(u"draftSaveButton"_s);
    m_save->setAccessibleName(tr("Save changes"));
    m_discard->setObjectName(u"draftDiscardButton"_s);
    m_discard->setAccessibleName(tr("Discard changes"));

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_discard);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    layout->addLayout(buttons);
    connect(m_save, &QPushButton::clicked, this, &DraftBar::saveWanted);
    connect(m_discard, &QPushButton::clicked, this, &DraftBar::discardWanted);
    hide();
}

void DraftBar::ask(const QString &text)
{
    showText(text, true);
}

void DraftBar::tell(const QString &text)
{
    showText(text, false);
}

void DraftBar::showText(const QString &text, bool withButtons)
{
    m_text->setText(text);
    m_save->setVisible(withButtons);
    m_discard->setVisible(withButtons);
    show();
}

} // namespace ui
