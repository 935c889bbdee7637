#include "ui/form/errortext.h"

#include "ui/base/appearance.h"

#include <QEvent>

namespace ui {

ErrorText::ErrorText(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    hide();
    updateLook();
}

void ErrorText::say(const QString &reasons)
{
    if (reasons == m_reasons)
        return;
    m_reasons = reasons;
    // A sign beside the colour, for those who do not see it.
    QStringList lines = reasons.split(u'\n', Qt::SkipEmptyParts);
    for (QString &line : lines)
        line = tr("! %1").arg(line);
    setText(lines.join(u'\n'));
    setAccessibleDescription(reasons);
}

void ErrorText::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateLook();
}

void ErrorText::updateLook()
{
    const QColor color = toneColor(Tone::Error, palette().color(QPalette::Window));
    if (palette().color(QPalette::WindowText) == color)
        return;
    QPalette own;
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

} // namespace ui
