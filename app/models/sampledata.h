#pragma once

#include "app/models/bookmodels.h"
#include "orm/model/define/values.h"

#include <QDateTime>
#include <QList>

/// Invented books for a first look: the same ones each time. Titles and authors are put together
/// from word lists, with letters from several alphabets; a few have no price.
[[nodiscard]] QList<orm::Values> sampleBooks(int count = 300);

/// What addSampleBooks() has put into a shop: keys in one piece, as they were made at once.
struct SampleKeys
{
    qint64 firstBook = 0;
    qint64 lastBook = -1;
    QDateTime lastChange = {}; ///< The moment that the books were made at.
    qint64 firstSale = 0;
    qint64 lastSale = -1;
    QList<qint64> madeGenres = {}; ///< Those that the shop had not.

    [[nodiscard]] qint64 books() const { return lastBook - firstBook + 1; }
};

/// Puts sampleBooks() into a shop without books and sales; where `isComplete`, with genres and with
/// sales of the last months. Any other shop is refused with UsageError. On a worker, inside a
/// transaction.
SampleKeys addSampleBooks(const BookModels &models, bool isComplete);
