#include "orm/sql/querygenerator.h"

#include "orm/core/jsontext.h"

namespace orm {

using namespace Qt::StringLiterals;

QString QueryGenerator::placeholder(int) const
{
    return u"?"_s;
}

QString QueryGenerator::loggedPlaceholder(int number) const
{
    return u'$' + QString::number(number);
}

QString QueryGenerator::loggedBind(const QString &, int number) const
{
    return loggedPlaceholder(number);
}

QString QueryGenerator::parametersText(const QVariantList &shown) const
{
    QStringList texts;
    for (const QVariant &value : shown)
        texts += jsonText(value);
    return texts.join(", "_L1);
}

Sql QueryGenerator::test() const
{
    return plain(u"SELECT 1+1 AS result"_s, StatementKind::Internal);
}

std::optional<Sql> QueryGenerator::setSearchPath(const QString &) const
{
    return std::nullopt;
}

std::vector<Sql> QueryGenerator::begin(const Begin &) const
{
    return {plain(u"START TRANSACTION"_s, StatementKind::Transaction, ";"_L1)};
}

std::optional<Sql> QueryGenerator::transactionNumber() const
{
    return {};
}

std::optional<Sql> QueryGenerator::transactionStatus(const QString &) const
{
    return {};
}

Sql QueryGenerator::setConstraints(bool, const QStringList &) const
{
    refuse(u"rules that are checked at the end of a transaction"_s);
}

Sql QueryGenerator::commit() const
{
    return plain(u"COMMIT"_s, StatementKind::Transaction, ";"_L1);
}

Sql QueryGenerator::rollback() const
{
    return plain(u"ROLLBACK"_s, StatementKind::Transaction, ";"_L1);
}

Sql QueryGenerator::savepoint(const QString &name) const
{
    return plain("SAVEPOINT "_L1 + quoted(name), StatementKind::Transaction, ";"_L1);
}

Sql QueryGenerator::rollbackTo(const QString &name) const
{
    return plain("ROLLBACK TO SAVEPOINT "_L1 + quoted(name), StatementKind::Transaction, ";"_L1);
}

std::optional<Sql> QueryGenerator::release(const QString &name) const
{
    return plain("RELEASE SAVEPOINT "_L1 + quoted(name), StatementKind::Transaction, ";"_L1);
}

} // namespace orm
