#pragma once

#include "app/copy/copyresult.h"
#include "app/shop/shoprequest.h"
#include "ui/base/longtask.h"

/// Copies all books of a shop, with all that belongs to them, to another place: a file, or a
/// database on a server. Neither may be open for writing elsewhere in this thread. Waits, so that
/// it is called in the background.
///
/// The shop is read as it is at one moment and stays as it is. The copy is written in one
/// transaction, held against the shop, row by row, and kept when it is equal; else, and when the
/// user cancels or something fails, nothing of it remains but empty tables on a server. From a file
/// to a file all values go as they are, whoever wrote them, or nothing is kept (of a text that is
/// no UTF-8, or a row that lacks the book it is about); what a server could only keep rounded needs
/// `rounding`, or nothing is kept, and the result tells of it. Throws orm::BaseError with a
/// sentence for the user, and orm::CancelledError.
[[nodiscard]] CopyResult copyShop(const ShopRequest &from, const ShopRequest &to,
                                  CopyRounding rounding, ui::TaskProgress &progress);

/// The same in the background. Progress counts rows, each twice: when it is written, and when it is
/// compared.
class ShopCopy : public ui::LongTask
{
    Q_OBJECT

public:
    explicit ShopCopy(QObject *parent = nullptr)
        : LongTask(parent)
    {
    }

    /// Does nothing while a copy is being made.
    void start(const ShopRequest &from, const ShopRequest &to,
               CopyRounding rounding = CopyRounding::Refuse);

signals:
    /// Look whether it is kept.
    void finished(const CopyResult &result);
};
