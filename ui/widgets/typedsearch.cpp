#include "ui/widgets/typedsearch.h"

#include "orm/core/deliver.h"

#include <QLineEdit>

#include <chrono>

namespace ui {

using namespace std::chrono_literals;

namespace {

constexpr qint64 mostOffers = 20;

orm::Where beginsOrHasWord(const QString &attribute, const QString &text)
{
    const orm::Where starts{{orm::Text(attribute), orm::Op::startsWith(text)}};
    const orm::Where hasWord{{orm::Text(attribute), orm::Op::substring(QString(u' ' + text))}};
    return {orm::Op::or_({starts, hasWord})};
}

} // namespace

TypedSearch::TypedSearch(const orm::Model &model, const QString &attribute,
                         const orm::Attributes &wanted, QLineEdit *edit)
    : QObject(edit)
    , m_model(model)
    , m_attribute(attribute)
    , m_wanted(wanted)
    , m_edit(edit)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(60ms);
    connect(m_edit, &QLineEdit::textEdited, this, &TypedSearch::restart);
    connect(&m_pause, &QTimer::timeout, this, &TypedSearch::ask);
}

TypedSearch::~TypedSearch()
{
    m_question.cancel();
}

void TypedSearch::restart()
{
    ++m_number;
    m_question.cancel();
    emit restarted();
    m_pause.start();
}

void TypedSearch::ask()
{
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty())
        return;
    const QFuture<QList<orm::Instance>> future =
        m_model.findAll({.where = beginsOrHasWord(m_attribute, text),
                         .attributes = m_wanted,
                         .order = {orm::OrderTerm(m_attribute)},
                         .limit = mostOffers});
    m_question = QFuture<void>(future);
    const int number = ++m_number;
    orm::deliver(
        future, this,
        [this, number](const QList<orm::Instance> &rows) {
            if (number == m_number)
                emit found(rows);
        },
        [](const orm::BaseError &) {
            // Without offers one types on; what is wrong shows at the next reading or saving.
        });
}

} // namespace ui
