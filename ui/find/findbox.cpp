#include "ui/find/findbox.h"

#include "ui/base/appearance.h"
#include "ui/base/icons.h"
#include "ui/find/findcompleter.h"
#include "ui/find/findhelp.h"
#include "ui/find/findreason.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTextCharFormat>
#include <QToolButton>

#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FindBox::FindBox(const FindLanguage &language, QWidget *parent)
    : QWidget(parent)
    , m_language(language)
    , m_edit(new QLineEdit(this))
    , m_help(new QToolButton(this))
    , m_reason(new FindReason(m_edit))
    , m_completer(new FindCompleter(m_language, m_edit))
{
    m_edit->setObjectName(u"findEdit"_s);
    m_edit->setClearButtonEnabled(true);
    m_edit->addAction(icon(u"edit-find"_s), QLineEdit::LeadingPosition);
    m_edit->setMinimumWidth(fontMetrics().averageCharWidth() * 24);
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
    setTexts(tr("Find"), tr("Find"));

    m_help->setObjectName(u"findHelpButton"_s);
    m_help->setIcon(icon(u"help-contents"_s));
    m_help->setAutoRaise(true);
    m_help->setFocusPolicy(Qt::StrongFocus);
    m_help->setToolTip(tr("How to search"));
    m_help->setAccessibleName(tr("Search help"));
    connect(m_help, &QToolButton::clicked, this, &FindBox::showHelp);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_help);

    m_pause.setSingleShot(true);
    m_pause.setInterval(150ms);
    connect(&m_pause, &QTimer::timeout, this, &FindBox::announce);
    connect(m_edit, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_edit, &QLineEdit::returnPressed, this, &FindBox::announce);
}

FindBox::~FindBox() = default;

void FindBox::setTexts(const QString &accessibleName, const QString &placeholder)
{
    m_edit->setAccessibleName(accessibleName);
    m_edit->setPlaceholderText(placeholder);
}

void FindBox::setLanguage(const FindLanguage &language)
{
    m_language = language;
    m_completer->forget();
    read();
    tellError();
}

QString FindBox::text() const
{
    return m_edit->text();
}

void FindBox::setText(const QString &text)
{
    m_edit->setText(text);
    announce();
}

void FindBox::clear()
{
    setText({});
}

void FindBox::focusText()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FindBox::showHelp()
{
    auto *help = new FindHelp(m_language, this);
    help->setAttribute(Qt::WA_DeleteOnClose);
    connect(help, &FindHelp::exampleChosen, this, [this](const QString &text) {
        setText(text);
        m_edit->setFocus(Qt::OtherFocusReason);
    });
    help->openBelow(m_help);
}

void FindBox::announce()
{
    m_pause.stop();
    read();
    tellError();
    if (m_error || m_announced == text())
        return;
    m_announced = text();
    emit whereChanged(m_where);
}

/// What is wrong keeps the last condition that was right.
void FindBox::read()
{
    const FindResult result = parseFind(text(), m_language);
    m_error = result.error;
    if (!m_error)
        m_where = result.where;
}

void FindBox::tellError()
{
    const QString message = m_error ? m_error->message : QString();
    m_edit->setAccessibleDescription(message);
    m_reason->tell(message);
    underline();
}

/// A line edit has no formats of its own; those of an input method, which reach text that is
/// already there, do the same and change no text.
void FindBox::underline()
{
    QList<QInputMethodEvent::Attribute> marks;
    if (m_error && !text().isEmpty()) {
        QTextCharFormat wrong;
        wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        const QColor color = toneColor(Tone::Error, palette().color(QPalette::Base));
        wrong.setUnderlineColor(color);
        wrong.setForeground(color);
        const int start = int(std::min(m_error->start, text().size() - 1));
        const int length = int(std::max<qsizetype>(m_error->length, 1));
        marks.append(
            {QInputMethodEvent::TextFormat, start - m_edit->cursorPosition(), length, wrong});
    }
    QInputMethodEvent event({}, marks);
    QCoreApplication::sendEvent(m_edit, &event);
}

bool FindBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier && handleKey(key->key()))
            return true;
    }
    if (watched == m_edit && event->type() == QEvent::PaletteChange)
        underline();
    return QWidget::eventFilter(watched, event);
}

bool FindBox::handleKey(int key)
{
    if (key == Qt::Key_Down) {
        announce();
        emit leaveDownwards();
        return true;
    }
    if (key == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return true;
    }
    return false;
}

} // namespace ui
