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
    , m_page(ShopPage::Books)
{
    connect(&box, &ui::FindBox::whereChanged, this, &FindController::find);
}

void FindController::setShop(OpenShop *shop)
{
    m_shop = shop;
    m_page = ShopPage::Books;
    m_texts = {};
    if (shop)
        return;
    // The language of a search knows the models, which go with the shop.
    m_box.clear();
    m_box.setLanguage(bookLanguage());
}

void FindController::turnTo(ShopPage page)
{
    m_page = page;
    const QString text = m_texts.value(page);
    m_box.setLanguage(language());
    setTexts();
    m_box.setText(text);
}

void FindController::setTexts()
{
    switch (m_page) {
    case ShopPage::Books:
        return m_box.setTexts(tr("Find books"), tr("Find books, e.g. wolf price<30"));
    case ShopPage::Sales:
        return m_box.setTexts(tr("Find sales"), tr("Find sales, e.g. wolf sold:today"));
    case ShopPage::Trash:
        return m_box.setTexts(tr("Find deleted books"),
                              tr("Find deleted books, e.g. wolf deleted:today"));
    }
}

void FindController::findAuthor(const QString &author)
{
    m_box.setText(u"author:"_s + quoted(author));
}

void FindController::find(const orm::Where &where)
{
    if (!m_shop)
        return;
    m_texts[m_page] = m_box.text();
    m_shop->pageOf(m_page)->setFilter(where);
}

ui::FindLanguage FindController::language() const
{
    switch (m_page) {
    case ShopPage::Books: break;
    case ShopPage::Sales: return saleLanguage();
    case ShopPage::Trash: return trashLanguage();
    }
    return m_shop->shop->isComplete() ? bookLanguage(m_shop->shop->models()) : bookLanguage();
}
