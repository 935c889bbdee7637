#pragma once

#include <QMap>
#include <QObject>
#include <QString>

struct OpenShop;
enum class ShopPage : quint8;

namespace orm {
class Where;
}

namespace ui {
class FindBox;
struct FindLanguage;
class RecordPage;
} // namespace ui

/// The find box of the window. Each page has a search of its own, in its own language.
class FindController : public QObject
{
    Q_OBJECT

public:
    /// `box` outlives it.
    FindController(ui::FindBox &box, QObject *parent);

    [[nodiscard]] ui::FindBox &box() const { return m_box; }
    /// The searches begin anew. nullptr: there is no shop any more.
    void setShop(OpenShop *shop);
    /// Searches in that page from now on.
    void turnTo(ShopPage page);
    /// Searches for the books of an author; the page of books is shown.
    void findAuthor(const QString &author);

private:
    void find(const orm::Where &where);
    void setTexts();
    [[nodiscard]] ui::FindLanguage language() const;

    ui::FindBox &m_box;
    OpenShop *m_shop = nullptr;
    ShopPage m_page;
    QMap<ShopPage, QString> m_texts; ///< What is searched for on each page.
};
