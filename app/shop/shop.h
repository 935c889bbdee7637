#pragma once

#include "app/models/bookmodels.h"
#include "app/shop/shoprequest.h"

#include <QObject>
#include <QString>

#include <memory>

namespace orm {
class BaseError;
struct Options;
} // namespace orm

/// Why a shop could not be opened.
struct ShopFailure
{
    enum class Kind : quint8 {
        Missing,      ///< No such file, or no such folder.
        NotADatabase, ///< Something else than SQLite's file, or a damaged one.
        NoTable,      ///< A database without books; opens with mayCreateTable.
        Locked,       ///< Another program holds it; trying again may help.
        Denied,       ///< The server wants another name or password.
        Unreachable,  ///< No server answers; trying again may help.
        Other
    };
    Kind kind = Kind::Other;
    QString message; ///< For the user, with the shop's name.
};

class Shop;

/// The same for who cannot be asked for a password: where to put it.
[[nodiscard]] QString failureText(const Shop &shop, const ShopFailure &failure);

/// A file with books, or a database with books on a server: the database, and the model. Opens
/// once, in the background. Nothing is changed before it is known to be a shop, and no file is left
/// behind by a failure.
class Shop : public QObject
{
    Q_OBJECT

public:
    explicit Shop(const ShopRequest &request, QObject *parent = nullptr);
    /// Closes the database in the background. Nobody may use the model any longer.
    ~Shop() override;

    /// Call once; opened() or failed() follows.
    void open();

    /// Empty where it is on a server.
    [[nodiscard]] QString file() const { return m_request.file; }
    /// How it is named and found again: its file, or where it is on a server, without a password.
    [[nodiscard]] QString address() const;
    /// What it was asked for, its password with it.
    [[nodiscard]] const ShopRequest &request() const { return m_request; }
    [[nodiscard]] bool isOnServer() const { return m_request.server.has_value(); }
    /// "shop.sqlite", "shop on db.example.org", or what the user calls the connection.
    [[nodiscard]] QString name() const;
    /// As asked for, or because the file cannot be written.
    [[nodiscard]] bool isReadOnly() const { return m_request.readOnly; }
    /// Whether open() made the file.
    [[nodiscard]] bool isNew() const { return m_isNew; }
    /// Only once it is connected.
    [[nodiscard]] orm::Sequelize &database() const { return *m_database; }
    [[nodiscard]] const BookModels &models() const { return m_models; }
    [[nodiscard]] orm::Model &book() const { return *m_models.book; }
    /// Whether the tables beside "books" are there, once it is open. A shop that can be written
    /// gets them; one that cannot does without, and so does a database whose tables of these names
    /// are something else.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    /// Why not, or why it keeps no deleted books, for the user; empty when it is and does, and when
    /// it cannot be written.
    [[nodiscard]] QString lack() const { return m_lack; }

    /// The shop of a user who names no file. Its folder is made when it is missing.
    [[nodiscard]] static QString defaultFile();
    /// The shop of the sample books, beside the default one.
    [[nodiscard]] static QString sampleFile();

signals:
    /// database() is there, and nothing was asked of it yet: the moment to listen to its log.
    void connected();
    void opened();
    void failed(const ShopFailure &failure);

private:
    enum class Access : quint8 { Look, Use };

    [[nodiscard]] bool connectTo(Access access);
    [[nodiscard]] orm::Options options(Access access) const;
    void disconnectFrom();
    void openFile();
    void look();
    void lookAtServer();
    void lookAtKeys();
    void lookAtIndexes();
    void failForKeys();
    void onLookFailed(const orm::BaseError &error);
    void use();
    static void makeAll(const orm::Sequelize &database, const QString &shop,
                        const std::vector<orm::Model *> &models);
    void makeTables();
    void makeTrash();
    void lookAround();
    void lookForTrash();
    void fail(ShopFailure::Kind kind, const QString &message);
    void failWith(const orm::BaseError &error);
    void failOnServer(const orm::BaseError &error);

    ShopRequest m_request;
    std::shared_ptr<orm::Sequelize> m_database;
    BookModels m_models;
    bool m_isNew = false;
    bool m_isComplete = false;
    bool m_hasTrash = false; ///< Known since it was made.
    QString m_trashLack;
    QString m_lack;
};
