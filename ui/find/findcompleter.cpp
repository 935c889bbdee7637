#include "ui/find/findcompleter.h"

#include "orm/core/deliver.h"
#include "orm/model/model.h"

#include <QCompleter>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStringListModel>

#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mostOffers = 20;

/// As the find language takes it: in quotes where it is more than a word.
QString valueText(QString value)
{
    if (!value.contains(u' ') && !value.contains(u'"'))
        return value;
    value.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + value + u'"';
}

} // namespace

FindCompleter::FindCompleter(const FindLanguage &language, QLineEdit *edit)
    : QObject(edit)
    , m_language(language)
    , m_edit(edit)
    , m_texts(new QStringListModel(this))
{
    auto *completer = new QCompleter(m_texts, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_edit->setCompleter(completer);
    m_pause.setSingleShot(true);
    m_pause.setInterval(60ms);
    connect(m_edit, &QLineEdit::textEdited, this, &FindCompleter::restart);
    connect(&m_pause, &QTimer::timeout, this, &FindCompleter::ask);
}

FindCompleter::~FindCompleter()
{
    m_question.cancel();
}

void FindCompleter::forget()
{
    ++m_number;
    m_question.cancel();
    m_pause.stop();
    m_texts->setStringList({});
}

void FindCompleter::restart()
{
    forget();
    if (place().field)
        m_pause.start();
}

/// Only at the end of the line, where one types.
FindCompleter::Place FindCompleter::place() const
{
    static const QRegularExpression typed(uR"((?:^|\s)-?(\w+):\s*("[^"]*|[^\s"]*)$)"_s);
    const QString text = m_edit->text();
    const QRegularExpressionMatch match = typed.match(text);
    if (!match.hasMatch() || m_edit->cursorPosition() != text.size())
        return {};
    const QString value = match.captured(2);
    const bool isQuoted = value.startsWith(u'"');
    for (const FindField &field : m_language.fields)
        if (field.offered && field.names.contains(match.captured(1), Qt::CaseInsensitive))
            return {&field, isQuoted ? value.mid(1) : value, match.capturedStart(2)};
    return {};
}

void FindCompleter::ask()
{
    const Place asked = place();
    if (!asked.field)
        return;
    const orm::Text attribute(asked.field->offeredAttribute);
    orm::FindOptions options{.attributes = {orm::Selected(attribute)},
                             .order = {orm::OrderTerm(attribute)},
                             .limit = mostOffers};
    if (!asked.value.isEmpty())
        options.where = {{attribute, orm::Op::substring(asked.value)}};
    const QFuture<QList<orm::Instance>> future = asked.field->offered->findAll(options);
    m_question = QFuture<void>(future);
    orm::deliver(
        future, this,
        [this, asked, number = ++m_number](const QList<orm::Instance> &rows) {
            if (number == m_number)
                offer(asked, rows);
        },
        [](const orm::BaseError &) {
            // Without offers one types on; what is wrong shows when it is searched for.
        });
}

/// Each offer is the whole line as it would be.
void FindCompleter::offer(const Place &asked, const QList<orm::Instance> &rows)
{
    const QString before = m_edit->text().left(asked.start);
    QStringList texts;
    for (const orm::Instance &row : rows)
        texts.append(before
                     + valueText(row.get(orm::Text(asked.field->offeredAttribute)).toString()));
    const bool isDone =
        texts.size() == 1 && texts.first().compare(m_edit->text(), Qt::CaseInsensitive) == 0;
    if (texts.isEmpty() || isDone || !m_edit->hasFocus())
        return;
    m_texts->setStringList(texts);
    m_edit->completer()->complete();
}

} // namespace ui
