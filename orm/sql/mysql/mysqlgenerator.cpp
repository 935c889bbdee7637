#include "orm/sql/mysql/mysqlgenerator.h"

#include "orm/core/decimal.h"
#include "orm/core/plainletters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

Capabilities MySqlGenerator::capabilities() const
{
    return {.regularExpressions = true,
            .indexType = true,
            .indexLength = true,
            .indexParser = true,
            .zeroMakesKey = true,
            .random = "RAND"};
}

QString MySqlGenerator::loggedPlaceholder(int) const
{
    return u"?"_s;
}

std::vector<Sql> MySqlGenerator::begin(const Begin &begin) const
{
    const auto statement = [](const QString &text) {
        return plain(text, StatementKind::Transaction, ";"_L1);
    };
    std::vector<Sql> statements;
    // For the next transaction only, which is not there yet.
    if (!begin.isolationLevel.isEmpty())
        statements.push_back(
            statement("SET TRANSACTION ISOLATION LEVEL "_L1 + begin.isolationLevel));
    statements.push_back(
        statement(begin.readOnly ? u"START TRANSACTION READ ONLY"_s : u"START TRANSACTION"_s));
    return statements;
}

namespace {

/// In lower case, a letter of which the collation thinks otherwise than plainLetters(), and what
/// stands for it.
struct OtherLetter
{
    char16_t letter;
    char16_t plain;
};
// Letters of their own here, and l, o, d, h, a, s and μ there: none that is used stands for them.
constexpr std::array<OtherLetter, 10> latinLetters{{
    {u'ł', u'\ue001'},
    {u'ø', u'\ue002'},
    {u'đ', u'\ue003'},
    {u'ð', u'\ue004'},
    {u'ħ', u'\ue005'},
    {u'ŀ', u'\ue006'},
    {u'ª', u'\ue007'},
    {u'º', u'\ue008'},
    {u'ſ', u'\ue009'},
    {u'µ', u'\ue00a'},
}};
// Letters of their own there, which have an accent; the last is one here, and г there. Only a
// pattern with such letters finds them.
constexpr std::array<OtherLetter, 21> cyrillicLetters{{
    {u'й', u'и'}, {u'ї', u'і'}, {u'ў', u'у'},      {u'ѓ', u'г'}, {u'ќ', u'к'}, {u'ѷ', u'ѵ'},
    {u'ӑ', u'а'}, {u'ӓ', u'а'}, {u'ӗ', u'е'},      {u'ӛ', u'ә'}, {u'ӝ', u'ж'}, {u'ӟ', u'з'},
    {u'ӥ', u'и'}, {u'ӧ', u'о'}, {u'ӫ', u'ө'},      {u'ӭ', u'э'}, {u'ӱ', u'у'}, {u'ӳ', u'у'},
    {u'ӵ', u'ч'}, {u'ӹ', u'ы'}, {u'ґ', u'\ue00b'},
}};

template<typename Letters>
void replaceIn(QString &text, const Letters &letters)
{
    for (const OtherLetter &each : letters)
        text.replace(QChar(each.letter), QChar(each.plain));
}

/// What stands before and behind an expression, so that the letters are replaced in its text.
struct Around
{
    QString before;
    QString behind;

    template<typename Letters>
    void replace(const Letters &letters)
    {
        for (const OtherLetter &each : letters) {
            before += "REPLACE("_L1;
            behind += u", '%1', '%2')"_s.arg(QChar(each.letter), QChar(each.plain));
        }
    }
};

/// Whether the pattern, which is foldedPattern()'s, can find one of cyrillicLetters.
bool findsCyrillic(const QString &pattern)
{
    return std::ranges::any_of(
        pattern, [](QChar c) { return (c >= u'\u0400' && c <= u'\u052f') || c == u'\ue00b'; });
}

} // namespace

void MySqlGenerator::writeFolded(SqlWriter &writer, const std::function<void()> &writeText,
                                 const QString &pattern) const
{
    // Whatever the column's own characters are: one byte each may be letters beyond ASCII.
    writer.raw("CASE WHEN LENGTH(CONVERT("_L1);
    writeText();
    writer.raw(" USING utf8mb4)) = CHAR_LENGTH("_L1);
    writeText();
    writer.raw(") THEN CONVERT("_L1);
    writeText();
    writer.raw(" USING utf8mb4) ELSE "_L1);
    // MySQL 5.6 has no function that takes accents away from behind their letters. One of them is
    // an iota in another case, which must stay.
    const bool takesAccents = dialect() == Dialect::MariaDb;
    Around around{takesAccents ? u"REGEXP_REPLACE("_s : QString(), {}};
    around.replace(latinLetters);
    if (findsCyrillic(pattern))
        around.replace(cyrillicLetters);
    writer.raw(around.before + "LOWER(CONVERT("_L1);
    writeText();
    writer.raw(" USING utf8mb4))"_L1 + around.behind);
    if (takesAccents)
        writer.raw(", '(?-i)[\\\\x{0300}-\\\\x{036F}]', '')"_L1);
    writer.raw(" END COLLATE utf8mb4_unicode_520_ci"_L1);
}

QString MySqlGenerator::foldedPattern(const QString &pattern) const
{
    QString folded = plainLetters(pattern);
    replaceIn(folded, latinLetters);
    replaceIn(folded, cyrillicLetters);
    return folded;
}

/// Pattern and text by the same rules, whatever those of the column and the session are.
void MySqlGenerator::writeLower(SqlWriter &writer, const std::function<void()> &writeText) const
{
    writer.raw("LOWER(CONVERT("_L1);
    writeText();
    writer.raw(" USING utf8mb4)) COLLATE utf8mb4_bin"_L1);
}

QString MySqlGenerator::sign(Operator op) const
{
    // Whether LIKE minds case is a matter of the column's collation; there is no ILIKE.
    if (op == Operator::ILike)
        return u"LIKE"_s;
    if (op == Operator::NotILike)
        return u"NOT LIKE"_s;
    return QueryGenerator::sign(op);
}

QLatin1StringView MySqlGenerator::escapeClause() const
{
    return " ESCAPE '\\\\'"_L1;
}

QString MySqlGenerator::castType(const QString &type) const
{
    // The few types that CAST knows.
    const auto has = [&type](QLatin1StringView word) {
        return type.contains(word, Qt::CaseInsensitive);
    };
    if (has("timestamp"_L1))
        return u"datetime"_s;
    if (has("double precision"_L1) || has("boolean"_L1) || has("integer"_L1))
        return u"decimal"_s;
    return has("text"_L1) ? u"char"_s : type;
}

/// A DECIMAL without digits is a whole number of at most ten digits here, against which no part of
/// one and none from there on can be held.
QString MySqlGenerator::jsonCast(const QVariant &value) const
{
    const bool isDecimal = holdsDecimal(value);
    const double number = isDecimal ? value.value<Decimal>().toDouble() : value.toDouble();
    constexpr double most = 9'999'999'999; // what longer numbers become
    const bool isPart =
        (isDecimal || value.typeId() == QMetaType::Double) && number != std::trunc(number);
    const bool isLong = (isDecimal || holdsNumber(value)) && std::abs(number) >= most;
    return isPart || isLong ? u"decimal(65,30)"_s : QueryGenerator::jsonCast(value);
}

void MySqlGenerator::writeHints(SqlWriter &writer, const Select &select) const
{
    static constexpr QLatin1StringView words[] = {" USE INDEX ("_L1, " FORCE INDEX ("_L1,
                                                  " IGNORE INDEX ("_L1};
    for (const IndexHint &hint : select.indexHints) {
        writer.raw(words[size_t(hint.type)]);
        for (qsizetype i = 0; i < hint.indexes.size(); ++i)
            writer.raw(i > 0 ? ","_L1 : ""_L1).name(hint.indexes.at(i));
        writer.raw(u")");
    }
}

void MySqlGenerator::writeLock(SqlWriter &writer, const Select &select) const
{
    if (select.lock == Lock::Share)
        writer.raw(" LOCK IN SHARE MODE"_L1);
    else if (select.lock != Lock::None)
        writer.raw(" FOR UPDATE"_L1);
}

QLatin1StringView MySqlGenerator::insertIgnore() const
{
    return "IGNORE "_L1;
}

QLatin1StringView MySqlGenerator::noValues() const
{
    return " VALUES ()"_L1;
}

QLatin1StringView MySqlGenerator::nextKey() const
{
    return "DEFAULT"_L1;
}

QLatin1StringView MySqlGenerator::bulkNextKey() const
{
    return "NULL"_L1;
}

void MySqlGenerator::writeOnDuplicate(SqlWriter &writer, const Scope &scope,
                                      const OnDuplicate &onDuplicate) const
{
    if (!onDuplicate.isUpdate)
        return;
    writer.raw(" ON DUPLICATE KEY UPDATE "_L1);
    const bool changes = !onDuplicate.updated.isEmpty();
    const QStringList &columns = changes ? onDuplicate.updated : onDuplicate.keys;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        writer.raw(i > 0 ? ","_L1 : ""_L1).name(columns.at(i)).raw(u"=");
        if (changes)
            writer.raw("VALUES("_L1).name(columns.at(i)).raw(u")");
        else
            writer.name(columns.at(i));
    }
    writeCounted(writer, scope, onDuplicate);
}

void MySqlGenerator::writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                       const std::vector<OrderTerm> &order, qint64 limit) const
{
    writeStrictWhere(writer, scope, where);
    writeOrder(writer, scope, order);
    // Sequelize leaves a gap where an UPDATE has no condition.
    const bool hasGap = where.isEmpty() && order.empty() && scope.shown == SqlWriter::Shown::AsBind;
    writer.raw(hasGap ? "  LIMIT "_L1 : " LIMIT "_L1);
    writer.value(limit, nullptr);
}

void MySqlGenerator::writeJsonPath(SqlWriter &writer, const std::function<void()> &writeColumn,
                                   const QStringList &path, bool asJson) const
{
    writer.raw("json_unquote("_L1);
    QueryGenerator::writeJsonPath(writer, writeColumn, path, asJson);
    writer.raw(u")");
}

QString MySqlGenerator::jsonKey(const QString &key) const
{
    QString escaped = key;
    return u'"' + escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
}

QVariant MySqlGenerator::jsonComparand(const QVariant &value) const
{
    // json_unquote() answers with texts.
    if (value.isNull())
        return u"null"_s;
    if (value.typeId() == QMetaType::Bool)
        return value.toBool() ? u"true"_s : u"false"_s;
    return value;
}

} // namespace orm
