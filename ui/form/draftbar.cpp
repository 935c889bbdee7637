#include "ui/form/draftbar.h"

#include <QLabel>
#include <QVBoxLayout>

namespace ui {

using namespace Qt::StringLiterals;

DraftBar::DraftBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
{
    setObjectName(u"draftBar"_s);
    setAccessibleName(tr("Unsaved changes"));
    setFrameShape(QFrame::StyledPanel);
    m_text->setObjectName(u"draftText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    hide();
}

void DraftBar::say(const QString &text)
{
    m_text->setText(text);
    setVisible(!text.isEmpty());
}

} // namespace ui
