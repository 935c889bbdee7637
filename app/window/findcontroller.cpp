#include "app/window/findcontroller.h"

#include "app/window/openshop.h"
#include "ui/find/findbox.h"

using namespace Qt::StringLiterals;

namespace {

/// `text` as the find language takes it between quotes.
QString quoted(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + text + u'"';
}

} // namespace

FindController::FindController(ui::FindBox &box, QObject *parent)
    : QObject(parent)
    , m_box(box)
{
    connect(&box, &ui::FindBox::whereChanged, this, &FindController::find);
}

void FindController::setShop(OpenShop *shop)
{
    m_shop = shop;
    m_isOnSales = false;
    m_texts = {};
    if (shop)
        return;
    // The language of a search knows the models, which go with the shop.
    m_box.clear();
    m_box.setLanguage(::bookLanguage());
}

void FindController::turnTo(bool isOnSales)
{
    m_isOnSales = isOnSales;
    const QString text = isOnSales ? m_texts.sales : m_texts.books;
    m_box.setLanguage(isOnSales ? saleLanguage() : bookLanguage());
    m_box.setTexts(isOnSales ? tr("Find sales") : tr("Find books"),
                   isOnSales ? tr("Find sales, e.g. wolf sold:today")
                             : tr("Find books, e.g. wolf price<30"));
    m_box.setText(text);
}

void FindController::findAuthor(const QString &author)
{
    m_box.setText(u"author:"_s + quoted(author));
}

void FindController::find(const orm::Where &where)
{
    if (!m_shop)
        return;
    (m_isOnSales ? m_texts.sales : m_texts.books) = m_box.text();
    (m_isOnSales ? m_shop->sales->page() : m_shop->page).setFilter(where);
}

ui::FindLanguage FindController::bookLanguage() const
{
    return m_shop->shop->isComplete() ? ::bookLanguage(m_shop->shop->models()) : ::bookLanguage();
}
