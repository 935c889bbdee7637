#pragma once

#include <QByteArray>
#include <QVariantList>

#include <vector>

struct st_mysql_bind;

namespace orm {

/// The values of one statement as libmariadb takes them. A number has the type that it would have
/// as a literal in the text, so that 1.1 is exact beside a DECIMAL.
class MySqlValues
{
public:
    /// `binds` are of the six types that are bound.
    explicit MySqlValues(const QVariantList &binds);
    ~MySqlValues();
    MySqlValues(const MySqlValues &) = delete;
    MySqlValues &operator=(const MySqlValues &) = delete;

    [[nodiscard]] qsizetype count() const { return m_count; }
    /// Bytes that they take on their way, roughly.
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] st_mysql_bind *binds() { return m_binds.data(); }

private:
    void bind(const QVariant &value, st_mysql_bind &bind);
    void bindBytes(QByteArray bytes, st_mysql_bind &bind);

    qsizetype m_count;
    qint64 m_size = 0;
    std::vector<st_mysql_bind> m_binds;
    std::vector<qint64> m_numbers;   ///< What numbers of m_binds point to.
    std::vector<double> m_reals;     ///< The same for what has an exponent.
    std::vector<QByteArray> m_bytes; ///< The same for everything else.
};

} // namespace orm
