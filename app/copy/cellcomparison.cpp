#include "app/copy/cellcomparison.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringDecoder>

#include <cmath>
#include <cstdlib>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

using Type = orm::RowBlock::Type;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ShopCopy)
};

Type typeOf(const StoredCell &cell)
{
    return cell.block.type(cell.row, cell.column);
}

QByteArrayView bytesOf(const StoredCell &cell)
{
    return cell.block.bytes(cell.row, cell.column);
}

std::optional<qint64> wholeOf(const StoredCell &cell)
{
    switch (typeOf(cell)) {
    case Type::Integer:
    case Type::Boolean: return cell.block.integer(cell.row, cell.column);
    case Type::Real: {
        const double real = cell.block.real(cell.row, cell.column);
        const bool isWhole = std::trunc(real) == real && std::abs(real) < 9e15;
        return isWhole ? std::optional(qint64(real)) : std::nullopt;
    }
    case Type::Text: {
        bool isWhole = false;
        const qint64 whole = bytesOf(cell).toByteArray().toLongLong(&isWhole);
        return isWhole ? std::optional(whole) : std::nullopt;
    }
    case Type::Null:
    case Type::Blob:
    case Type::Date: return std::nullopt;
    }
    Q_UNREACHABLE();
}

/// With more digits than any price has.
std::optional<long double> numberOf(const StoredCell &cell)
{
    switch (typeOf(cell)) {
    case Type::Integer:
    case Type::Boolean: return cell.block.integer(cell.row, cell.column);
    case Type::Real: return cell.block.real(cell.row, cell.column);
    case Type::Text: {
        const QByteArray text = bytesOf(cell).toByteArray();
        char *end = nullptr;
        const long double number = std::strtold(text.constData(), &end);
        return !text.isEmpty() && *end == '\0' ? std::optional(number) : std::nullopt;
    }
    case Type::Null:
    case Type::Blob:
    case Type::Date: return std::nullopt;
    }
    Q_UNREACHABLE();
}

struct Moment
{
    qint64 milliseconds = 0;
    bool isFiner = false; ///< It has parts of a millisecond.
};

/// Gives the seconds three places, whatever they have: of fewer, such as "9.97", Qt makes a
/// millisecond less. Whether something was lost.
bool hasBeenCut(QString &moment)
{
    constexpr qsizetype places = 3;
    const qsizetype start = moment.indexOf(u'.') + 1;
    if (start == 0)
        return false;
    qsizetype end = start;
    while (end < moment.size() && moment.at(end).isDigit())
        ++end;
    const QString digits = moment.mid(start, end - start);
    moment.replace(start, end - start, digits.leftJustified(places, u'0', true));
    return digits.mid(places).count(u'0') != digits.mid(places).size();
}

/// A text without a zone is UTC.
std::optional<Moment> momentOf(const StoredCell &cell)
{
    if (typeOf(cell) == Type::Date || typeOf(cell) == Type::Integer)
        return Moment{cell.block.integer(cell.row, cell.column)};
    if (typeOf(cell) != Type::Text)
        return std::nullopt;
    // Qt reads "2024-05-06T07:08:09.123+02:00".
    QString text = QString::fromLatin1(bytesOf(cell)).trimmed();
    if (text.size() == 10)
        text += "T00:00:00"_L1;
    text.replace(10, 1, u'T');
    text.remove(u' ');
    const bool isFiner = hasBeenCut(text);
    QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (moment.timeSpec() == Qt::LocalTime)
        moment.setTimeSpec(Qt::UTC);
    return moment.isValid() ? std::optional(Moment{moment.toMSecsSinceEpoch(), isFiner})
                            : std::nullopt;
}

/// A number in a column of texts is the text of its digits.
QByteArray textOf(const StoredCell &cell)
{
    return typeOf(cell) == Type::Integer
               ? QByteArray::number(cell.block.integer(cell.row, cell.column))
               : bytesOf(cell).toByteArray();
}

bool isText(const StoredCell &cell)
{
    return typeOf(cell) == Type::Text || typeOf(cell) == Type::Integer;
}

/// In form and value, whatever the type of their column says.
bool areIdentical(const StoredCell &here, const StoredCell &there)
{
    if (typeOf(here) != typeOf(there))
        return false;
    switch (typeOf(here)) {
    case Type::Integer:
        return here.block.integer(here.row, here.column)
               == there.block.integer(there.row, there.column);
    case Type::Real:
        return here.block.real(here.row, here.column) == there.block.real(there.row, there.column);
    case Type::Text:
    case Type::Blob: return bytesOf(here) == bytesOf(there);
    case Type::Null:
    case Type::Boolean:
    case Type::Date: return false;
    }
    Q_UNREACHABLE();
}

template<typename T>
CellMatch sameIf(const std::optional<T> &here, const std::optional<T> &there)
{
    return here && there && *here == *there ? CellMatch::Same : CellMatch::Other;
}

/// What is finer is cut there, or rounded up.
CellMatch matchOfMoments(const StoredCell &here, const StoredCell &there)
{
    const auto one = momentOf(here);
    const auto other = momentOf(there);
    if (!one || !other)
        return CellMatch::Other;
    const qint64 apart = other->milliseconds - one->milliseconds;
    if (one->isFiner && !other->isFiner)
        return apart == 0 || apart == 1 ? CellMatch::Rounded : CellMatch::Other;
    return apart == 0 && one->isFiner == other->isFiner ? CellMatch::Same : CellMatch::Other;
}

/// Decimal digits are exact, a floating number is near them, and what has more places is rounded.
CellMatch matchOfDecimals(int scale, const StoredCell &here, const StoredCell &there)
{
    const auto one = numberOf(here);
    const auto other = numberOf(there);
    if (!one || !other)
        return CellMatch::Other;
    const long double unit = std::pow(10.0L, scale);
    const long double noise = std::abs(*one) * unit * 1e-15L;
    const long double apart = std::abs(*one - *other) * unit;
    if (apart <= noise)
        return CellMatch::Same;
    const bool hasMorePlaces = std::abs(*one * unit - std::round(*one * unit)) > noise;
    const bool isWholeThere = std::abs(*other * unit - std::round(*other * unit)) <= noise;
    return hasMorePlaces && isWholeThere && apart <= 0.5L + noise ? CellMatch::Rounded
                                                                  : CellMatch::Other;
}

} // namespace

CellMatch matchOf(const orm::DataType &type, const StoredCell &here, const StoredCell &there)
{
    if (typeOf(here) == Type::Null || typeOf(there) == Type::Null)
        return typeOf(here) == typeOf(there) ? CellMatch::Same : CellMatch::Other;
    if (areIdentical(here, there))
        return CellMatch::Same;
    switch (type.kind()) {
    case orm::DataType::Kind::Decimal: return matchOfDecimals(type.scale(), here, there);
    case orm::DataType::Kind::Date: return matchOfMoments(here, there);
    case orm::DataType::Kind::Integer: return sameIf(wholeOf(here), wholeOf(there));
    default: break;
    }
    const bool areTexts = isText(here) && isText(there);
    return areTexts && textOf(here) == textOf(there) ? CellMatch::Same : CellMatch::Other;
}

QString shownCell(const StoredCell &cell)
{
    constexpr qsizetype most = 60;
    switch (typeOf(cell)) {
    case Type::Null: return u"NULL"_s;
    case Type::Blob:
        return Texts::tr("%1 bytes").arg(QLocale().toString(qlonglong(bytesOf(cell).size())));
    case Type::Integer:
    case Type::Boolean: return QString::number(cell.block.integer(cell.row, cell.column));
    case Type::Real:
        return QString::number(cell.block.real(cell.row, cell.column), 'g',
                               QLocale::FloatingPointShortest);
    case Type::Date:
        return QDateTime::fromMSecsSinceEpoch(cell.block.integer(cell.row, cell.column), Qt::UTC)
            .toString(Qt::ISODateWithMs);
    case Type::Text: break;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString whole = QString(decoder(bytesOf(cell))).simplified();
    const QString text = whole.size() > most ? whole.left(most) + u'…' : whole;
    return decoder.hasError() ? Texts::tr("%1 (not in UTF-8)").arg(text) : text;
}
