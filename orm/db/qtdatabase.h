#pragma once

#include <QString>

class QSqlDatabase;
class QSqlError;

namespace orm {

/// A QSqlDatabase with a name of its own, which is closed and removed when this goes. It belongs to
/// the thread that made it; whatever queries it has must go before.
class QtDatabase
{
public:
    /// Registers one, without opening it. `driver` is Qt's name of its plug-in, such as "QSQLITE",
    /// and `package` the one that brings it. Throws ConnectionError when Qt lacks it.
    QtDatabase(const QString &driver, const QString &package);
    ~QtDatabase();
    QtDatabase(QtDatabase &&other) noexcept;
    QtDatabase(const QtDatabase &) = delete;
    QtDatabase &operator=(const QtDatabase &) = delete;

    /// Qt's object, which must not outlive this one.
    [[nodiscard]] QSqlDatabase handle() const;
    /// Runs the statements in their order up to the first that fails. The error of that one; an
    /// invalid one when all went well.
    [[nodiscard]] QSqlError setUp(const QStringList &statements) const;
    /// Whether the plug-in calls the very function of that name that this program calls, so that
    /// what it holds of its client library can be handed to ours.
    [[nodiscard]] bool hasFunction(const char *name) const;

private:
    QString m_name; ///< Empty once it was moved from.
};

} // namespace orm
