#pragma once

#include "app/bookstore.h"
#include "app/importer.h"
#include "app/shop.h"
#include "ui/recordpage.h"

#include <memory>

/// An open shop and all that works on it. Goes as a whole, the shop last.
struct Session
{
    explicit Session(std::unique_ptr<Shop> openShop)
        : shop(std::move(openShop))
        , page(bookPage(shop->book(), shop->isReadOnly()))
        , importer(page.spec(), bookImportFields())
    {
    }

    std::unique_ptr<Shop> shop;
    ui::RecordPage page;
    Importer importer;
};
