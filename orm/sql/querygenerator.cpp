#include "orm/sql/querygenerator.h"

#include "orm/core/error.h"
#include "orm/core/jsontext.h"
#include "orm/sql/sqlwriter.h"

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

bool QueryGenerator::writeLongList(SqlWriter &writer, const QVariantList &values,
                                   const DataType *type) const
{
    if (values.size() <= capabilities().maxValues)
        return false;
    // Servers take a limited number of values beside a statement. Whole numbers can stand in it,
    // since their digits are all there is to spell; what is sensitive is seen in no text.
    if (type && type->isInteger() && !type->isSensitive()) {
        QStringList numbers;
        numbers.reserve(values.size());
        for (const QVariant &value : values) {
            const QVariant bound = toBind(value, type);
            if (bound.typeId() == QMetaType::LongLong)
                numbers += QString::number(bound.toLongLong());
        }
        if (numbers.size() == values.size()) {
            writer.raw(numbers.join(", "_L1));
            return true;
        }
    }
    constexpr qsizetype maxParameters = 65'535;
    if (values.size() > maxParameters)
        throw QueryError(u"A list of %1 values is too long for one statement, which takes %2 on "
                         "this database. Ask for parts of it."_s.arg(values.size())
                             .arg(maxParameters));
    return false;
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
