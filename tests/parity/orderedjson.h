#pragma once

#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace parity {

/// A JSON value that keeps what QJsonValue loses: the order of an object's keys (columns are
/// written in the order in which a call names them) and each number's own digits.
class Json
{
public:
    enum class Kind : quint8 { Null, Bool, Number, String, Array, Object };
    using Member = std::pair<QString, Json>;

    Json() = default;
    explicit Json(bool value);
    explicit Json(qint64 value);
    explicit Json(double value);
    explicit Json(const QString &text);

    [[nodiscard]] static Json number(const QString &digits);
    [[nodiscard]] static Json array(std::vector<Json> items = {});
    [[nodiscard]] static Json object(std::vector<Member> members = {});
    /// Reads one JSON text; nothing when it is not one, and then `error` says where and why.
    [[nodiscard]] static std::optional<Json> parse(const QString &text, QString *error);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isNull() const { return m_kind == Kind::Null; }
    [[nodiscard]] bool isNumber() const { return m_kind == Kind::Number; }
    [[nodiscard]] bool isString() const { return m_kind == Kind::String; }
    [[nodiscard]] bool isArray() const { return m_kind == Kind::Array; }
    [[nodiscard]] bool isObject() const { return m_kind == Kind::Object; }

    [[nodiscard]] bool toBool() const { return m_bool; }
    /// The text of a string, or the digits of a number.
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] double toDouble() const { return m_text.toDouble(); }
    /// The number when it is a whole one that fits; else nothing.
    [[nodiscard]] std::optional<qint64> toInteger() const;

    /// The elements of an array; empty for anything else.
    [[nodiscard]] const std::vector<Json> &items() const { return m_items; }
    /// The members of an object, in their order; empty for anything else.
    [[nodiscard]] const std::vector<Member> &members() const { return m_members; }
    /// The member of that name, or nullptr.
    [[nodiscard]] const Json *find(QStringView name) const;
    /// The member of that name; null when there is none.
    [[nodiscard]] const Json &operator[](QStringView name) const;

    void append(Json item) { m_items.push_back(std::move(item)); }
    void set(const QString &name, Json value) { m_members.emplace_back(name, std::move(value)); }

    /// Compact JSON text.
    [[nodiscard]] QString toText() const;

private:
    Kind m_kind = Kind::Null;
    bool m_bool = false;
    QString m_text;
    std::vector<Json> m_items;
    std::vector<Member> m_members;
};

} // namespace parity
