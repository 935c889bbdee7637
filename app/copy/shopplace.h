#pragma once

#include "app/shop/shoprequest.h"
#include "orm/model/sequelize.h"

/// What a database is opened for.
enum class PlaceUse : quint8 {
    Read, ///< It must be there, and is not changed.
    Write ///< A missing file is made.
};

/// How a shop is called in a sentence: "shop.sqlite", "shop on localhost"; never the password.
[[nodiscard]] QString placeName(const ShopRequest &shop);
/// Whether both are one shop.
[[nodiscard]] bool areSamePlace(const ShopRequest &one, const ShopRequest &other);
/// How to connect to it. No statement is told to anybody.
[[nodiscard]] orm::Options placeOptions(const ShopRequest &shop, PlaceUse use);
