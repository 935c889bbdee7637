#pragma once

#include "app/copy/shopcopy.h"

#include <QTextStream>

struct CommandLine;

/// `bookstore FILE --copy-to PLACE`: copies a shop to a file or a server, without a window, and
/// prints the rows of each table on both sides, and what differs. Either may be the address of a
/// server.
class HeadlessCopy : public QObject
{
    Q_OBJECT

public:
    explicit HeadlessCopy(const CommandLine &wish, QObject *parent = nullptr);

    /// Call once; done() follows.
    void start();

signals:
    /// With the program's exit status.
    void done(int status);

private:
    void tell(const CopyResult &result);
    void giveUp(const QString &why);

    QString m_from;
    QString m_place;
    ShopRequest m_to;
    CopyRounding m_rounding;
    QTextStream m_out;
    QTextStream m_err;
    ShopCopy m_copy;
};
