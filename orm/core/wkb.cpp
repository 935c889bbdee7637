#include "orm/core/wkb.h"

#include <QJsonArray>
#include <QtEndian>

#include <bit>
#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

enum Shape : quint32 {
    Point = 1,
    LineString,
    Polygon,
    MultiPoint,
    MultiLineString,
    MultiPolygon,
    GeometryCollection
};

/// How one shape begins.
struct Head
{
    bool isLittle = false; ///< The order of the bytes in it.
    quint32 shape = 0;
    bool hasHeight = false;
    quint32 srid = 0;
};

/// Reads shapes from left to right and remembers whether one of them was broken.
class WkbReader
{
public:
    explicit WkbReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    /// Whether all bytes were read, and are a shape.
    [[nodiscard]] bool isDone() const { return !m_isBroken && m_at == m_bytes.size(); }

    QJsonObject shape(int depth = 0)
    {
        static constexpr QLatin1StringView names[] = {
            "Point"_L1,           "LineString"_L1,   "Polygon"_L1,           "MultiPoint"_L1,
            "MultiLineString"_L1, "MultiPolygon"_L1, "GeometryCollection"_L1};
        constexpr int deepest = 100; // The stack has an end.
        const Head head = readHead();
        m_isBroken |= depth > deepest;
        if (m_isBroken)
            return {};
        QJsonObject shape{{u"type"_s, names[head.shape - Point]}};
        if (head.shape == GeometryCollection)
            shape.insert(u"geometries"_s, list(head, [&] { return this->shape(depth + 1); }));
        else
            shape.insert(u"coordinates"_s, coordinates(head));
        if (head.srid != 0 && depth == 0)
            shape.insert(u"crs"_s,
                         QJsonObject{{u"type"_s, u"name"_s},
                                     {u"properties"_s,
                                      QJsonObject{{u"name"_s, u"EPSG:%1"_s.arg(head.srid)}}}});
        return shape;
    }

private:
    template<typename T>
    T number(bool isLittle)
    {
        if (m_bytes.size() - m_at < qsizetype(sizeof(T))) {
            m_isBroken = true;
            return 0;
        }
        const char *const from = m_bytes.data() + m_at;
        m_at += sizeof(T);
        return isLittle ? qFromLittleEndian<T>(from) : qFromBigEndian<T>(from);
    }

    /// The marks of the standard stand in the thousands of the type, those of PostGIS in its
    /// highest bits.
    Head readHead()
    {
        enum : quint32 { Height = 0x80000000, Measure = 0x40000000, Srid = 0x20000000 };
        constexpr quint32 thousand = 1'000;
        const auto order = number<quint8>(true);
        Head head{.isLittle = order == 1};
        const auto type = number<quint32>(head.isLittle);
        const quint32 plain = type & ~(Height | Measure | Srid);
        head.shape = plain % thousand;
        head.hasHeight = (type & Height) != 0 || plain / thousand == 1;
        head.srid = (type & Srid) != 0 ? number<quint32>(head.isLittle) : 0;
        m_isBroken |= order > 1 || plain / thousand > 1 || (type & Measure) != 0
                      || head.shape < Point || head.shape > GeometryCollection;
        return head;
    }

    /// As many as the number before them says, which is not to be trusted.
    template<typename Read>
    QJsonArray list(const Head &head, const Read &read)
    {
        QJsonArray items;
        for (auto left = number<quint32>(head.isLittle); left > 0 && !m_isBroken; --left)
            items.append(read());
        return items;
    }

    QJsonArray coordinates(const Head &head)
    {
        const auto line = [&] { return list(head, [&] { return position(head); }); };
        switch (head.shape) {
        case Point: return place(head);
        case LineString: return line();
        case Polygon: return list(head, line);
        default: return list(head, [&] { return part(head.shape - (MultiPoint - Point)); });
        }
    }

    /// One of several shapes of that kind, with a head of its own.
    QJsonArray part(quint32 shape)
    {
        const Head head = readHead();
        m_isBroken |= head.shape != shape;
        return m_isBroken ? QJsonArray() : coordinates(head);
    }

    QJsonArray position(const Head &head)
    {
        const QJsonArray numbers = place(head);
        m_isBroken |= numbers.isEmpty();
        return numbers;
    }

    /// A position, or none, which is written as numbers that are none.
    QJsonArray place(const Head &head)
    {
        QJsonArray numbers;
        int none = 0;
        const int count = head.hasHeight ? 3 : 2;
        for (int i = 0; i < count; ++i) {
            const auto number = std::bit_cast<double>(this->number<quint64>(head.isLittle));
            none += std::isnan(number) ? 1 : 0;
            m_isBroken |= std::isinf(number);
            numbers.append(number);
        }
        m_isBroken |= none > 0 && none < count;
        return none > 0 ? QJsonArray() : numbers;
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_isBroken = false;
};

} // namespace

std::optional<QJsonObject> fromWkb(QByteArrayView bytes)
{
    WkbReader reader(bytes);
    const QJsonObject shape = reader.shape();
    return reader.isDone() ? std::optional(shape) : std::nullopt;
}

} // namespace orm
