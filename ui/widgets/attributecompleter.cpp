#include "ui/widgets/attributecompleter.h"

#include "ui/widgets/typedsearch.h"

#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>

#include <algorithm>

namespace ui {

AttributeCompleter::AttributeCompleter(const orm::Model &model, const QString &attribute,
                                       QLineEdit *edit)
    : QObject(edit)
    , m_attribute(attribute)
    , m_edit(edit)
    , m_texts(new QStringListModel(this))
    , m_completer(new QCompleter(m_texts, this))
{
    // The database has chosen already; filtering again would drop words in the middle.
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(10);
    m_edit->setCompleter(m_completer);
    const orm::Text name(attribute);
    const auto *search =
        new TypedSearch(model, attribute, {{orm::fn("DISTINCT", orm::col(name)), name}}, m_edit);
    connect(search, &TypedSearch::restarted, this, [this] { m_texts->setStringList({}); });
    connect(search, &TypedSearch::found, this, &AttributeCompleter::offer);
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
