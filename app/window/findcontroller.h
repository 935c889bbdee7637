#pragma once

#include <QObject>
#include <QString>

struct OpenShop;

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
    /// Searches in the page of books or of sales from now on.
    void turnTo(bool isOnSales);
    /// Searches for the books of an author; the page of books is shown.
    void findAuthor(const QString &author);

private:
    /// What is searched for on each page.
    struct Texts
    {
        QString books;
        QString sales;
    };

    void find(const orm::Where &where);
    [[nodiscard]] ui::FindLanguage bookLanguage() const;

    ui::FindBox &m_box;
    OpenShop *m_shop = nullptr;
    bool m_isOnSales = false;
    Texts m_texts;
};
