#pragma once

#include "app/books/bookstore.h"
#include "app/books/salespage.h"
#include "app/import/importer.h"
#include "app/shop/changewatch.h"
#include "app/shop/indexer.h"
#include "app/shop/shop.h"
#include "orm/model/sequelize.h"
#include "ui/edit/commandqueue.h"
#include "ui/page/recordpage.h"

#include <memory>

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
        , indexer(shop->database().queryInterface())
        , watch(shop->database(), shop->file())
    {
    }

    std::unique_ptr<Shop> shop;
    ui::CommandQueue queue; ///< All that is done to the shop, for one undo stack.
    ui::RecordPage page;
    std::unique_ptr<SalesPage> sales; ///< None in a shop without the tables for it.
    Importer importer;
    Indexer indexer;
    ChangeWatch watch;
};
