#include "app/headlesscopy.h"

#include "app/commandline.h"
#include "app/copy/copyreport.h"
#include "app/copy/shopplace.h"
#include "app/shop/serveraddress.h"
#include "app/shop/shop.h"
#include "orm/core/error.h"

#include <cstdio>

HeadlessCopy::HeadlessCopy(const CommandLine &wish, QObject *parent)
    : QObject(parent)
    , m_from(wish.file.isEmpty() ? Shop::defaultFile() : wish.file)
    , m_place(wish.copyTo)
    , m_rounding(wish.isRounded ? CopyRounding::Allow : CopyRounding::Refuse)
    , m_out(stdout)
    , m_err(stderr)
{
    connect(&m_copy, &ShopCopy::finished, this, &HeadlessCopy::tell);
    connect(&m_copy, &ShopCopy::failed, this, &HeadlessCopy::giveUp);
}

void HeadlessCopy::start()
{
    try {
        m_to = requestFor(m_place);
        m_copy.start(requestFor(m_from), m_to, m_rounding);
    } catch (const orm::BaseError &error) {
        giveUp(error.message());
    }
}

void HeadlessCopy::tell(const CopyResult &result)
{
    for (const CopiedCount &table : result.tables)
        m_out << tr("%1: %2 here, %3 there, %4 equal")
                     .arg(table.table)
                     .arg(table.here)
                     .arg(table.there)
                     .arg(table.equal)
              << Qt::endl;
    QTextStream &told = result.isKept() ? m_out : m_err;
    told << summaryOf(result, placeName(m_to)) << Qt::endl;
    if (result.waitsForConsent())
        m_err << tr("With --round they are copied so.") << Qt::endl;
    for (const CopyDifference &difference : result.differences + result.roundings)
        m_err << differenceText(difference) << Qt::endl;
    emit done(result.isKept() ? 0 : 1);
}

void HeadlessCopy::giveUp(const QString &why)
{
    m_err << tr("Nothing was copied. %1").arg(why) << Qt::endl;
    emit done(1);
}
