#include "ui/widgets/attributecompleter.h"

#include "orm/core/deliver.h"

#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>

#include <algorithm>
#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mostOffers = 20;

} // namespace

orm::Where beginsOrHasWord(const QString &attribute, const QString &text)
{
    const orm::Where starts{{orm::Text(attribute), orm::Op::startsWith(text)}};
    const orm::Where hasWord{{orm::Text(attribute), orm::Op::substring(QString(u' ' + text))}};
    return {orm::Op::or_({starts, hasWord})};
}

AttributeCompleter::AttributeCompleter(const orm::Model &model, const QString &attribute,
                                       QLineEdit *edit)
    : QObject(edit)
    , m_model(model)
    , m_attribute(attribute)
    , m_edit(edit)
    , m_texts(new QStringListModel(this))
    , m_completer(new QCompleter(m_texts, this))
{
    // The database has chosen already; filtering again would drop words in the middle.
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(10);
    m_edit->setCompleter(m_completer);
    m_pause.setSingleShot(true);
    m_pause.setInterval(60ms);
    connect(m_edit, &QLineEdit::textEdited, this, &AttributeCompleter::restart);
    connect(&m_pause, &QTimer::timeout, this, &AttributeCompleter::ask);
}

AttributeCompleter::~AttributeCompleter()
{
    m_question.cancel();
}

bool AttributeCompleter::isHalf() const
{
    const QString typed = m_edit->text().simplified();
    const QStringList offers = m_texts->stringList();
    return !typed.isEmpty() && !offers.contains(typed, Qt::CaseInsensitive)
           && std::ranges::any_of(offers, [&](const QString &offer) {
                  return offer.startsWith(typed, Qt::CaseInsensitive);
              });
}

void AttributeCompleter::restart()
{
    ++m_number;
    m_question.cancel();
    m_texts->setStringList({});
    m_pause.start();
}

void AttributeCompleter::ask()
{
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty())
        return;
    const orm::Text attribute(m_attribute);
    const orm::FindOptions options{
        .where = beginsOrHasWord(m_attribute, text),
        .attributes = {{orm::fn("DISTINCT", orm::col(attribute)), attribute}},
        .order = {orm::OrderTerm(m_attribute)},
        .limit = mostOffers,
    };
    const QFuture<QList<orm::Instance>> future = m_model.findAll(options);
    m_question = QFuture<void>(future);
    const int number = ++m_number;
    orm::deliver(
        future, this,
        [this, number](const QList<orm::Instance> &rows) {
            if (number == m_number)
                offer(rows);
        },
        [](const orm::BaseError &) {
            // Without offers one types on; what is wrong shows at the next reading or saving.
        });
}

void AttributeCompleter::offer(const QList<orm::Instance> &rows)
{
    QStringList texts;
    for (const orm::Instance &row : rows)
        texts.append(row.get(m_attribute).toString());
    if (texts.isEmpty() || texts == QStringList{m_edit->text()} || !m_edit->hasFocus())
        return;
    m_texts->setStringList(texts);
    m_completer->complete();
}

} // namespace ui
