#pragma once

#include "app/books/bookstore.h"
#include "app/books/salespage.h"
#include "app/books/trashpage.h"
#include "app/import/importer.h"
#include "app/shop/changewatch.h"
#include "app/shop/indexer.h"
#include "app/shop/shop.h"
#include "orm/model/sequelize.h"
#include "ui/edit/commandqueue.h"
#include "ui/page/recordpage.h"

#include <memory>

/// The pages that a shop has, in the order of their tabs.
enum class ShopPage : quint8 { Books, Sales, Trash };

/// An open shop and all that works on it. Goes as a whole, the shop last.
struct OpenShop
{
    explicit OpenShop(std::unique_ptr<Shop> opened)
        : shop(std::move(opened))
        , page(shop->isComplete() ? bookPage(shop->models(), shop->isReadOnly())
                                  : bookPage(shop->book(), shop->isReadOnly()),
               &queue)
        , sales(shop->isComplete()
                    ? std::make_unique<SalesPage>(shop->models(), shop->isReadOnly(), queue)
                    : nullptr)
        , importer(page.spec(), bookImportFields())
        , indexer(shop->database().queryInterface(), shop->database().options().dialect)
        , watch(watchOf(*shop))
    {
    }

    /// Whether it has that page, be it made or not.
    [[nodiscard]] bool has(ShopPage which) const
    {
        switch (which) {
        case ShopPage::Books: break;
        case ShopPage::Sales: return sales != nullptr;
        case ShopPage::Trash: return shop->models().deletedBook;
        }
        return true;
    }
    /// nullptr while there is none.
    [[nodiscard]] ui::RecordPage *pageOf(ShopPage which)
    {
        switch (which) {
        case ShopPage::Books: return &page;
        case ShopPage::Sales: return sales ? &sales->page() : nullptr;
        case ShopPage::Trash: return trash ? &trash->page() : nullptr;
        }
        return nullptr;
    }
    /// Makes the page of deleted books, which reads nothing before somebody wants to see it.
    void makeTrash()
    {
        trash = std::make_unique<TrashPage>(shop->models(), shop->isReadOnly(), queue);
    }

    std::unique_ptr<Shop> shop;
    ui::CommandQueue queue; ///< All that is done to the shop, for one undo stack.
    ui::RecordPage page;
    std::unique_ptr<SalesPage> sales; ///< None in a shop without the tables for it.
    std::unique_ptr<TrashPage> trash; ///< None before makeTrash().
    Importer importer;
    Indexer indexer;
    std::unique_ptr<ChangeWatch> watch;

private:
    [[nodiscard]] static std::unique_ptr<ChangeWatch> watchOf(const Shop &shop)
    {
        if (!shop.isOnServer())
            return std::make_unique<ChangeWatch>(shop.database(), shop.file());
        std::vector<const orm::Model *> models{&shop.book()};
        if (shop.isComplete())
            models.push_back(shop.models().sale);
        return std::make_unique<ChangeWatch>(shop.database(), models, !shop.isReadOnly());
    }
};
