#pragma once

#include "app/models/bookmodels.h"
#include "app/shop/shoprequest.h"

#include <QObject>
#include <QString>

#include <memory>

namespace orm {
class BaseError;
}

/// Why a file could not be opened.
struct ShopFailure
{
    enum class Kind : quint8 {
        Missing,      ///< No such file, or no such folder.
        NotADatabase, ///< Something else than SQLite's file, or a damaged one.
        NoTable,      ///< A database without books; opens with mayCreateTable.
        Locked,       ///< Another program holds it; trying again may help.
        Other
    };
    Kind kind = Kind::Other;
    QString message; ///< For the user, with the file's name.
};

/// A file with books: the database in it, and the model. Opens once, in the background. Nothing is
/// changed in a file before it is known to be a shop, and no file is left behind by a failure.
class Shop : public QObject
{
    Q_OBJECT

public:
    explicit Shop(const ShopRequest &request, QObject *parent = nullptr);
    /// Closes the database in the background. Nobody may use the model any longer.
    ~Shop() override;

    /// Call once; opened() or failed() follows.
    void open();

    [[nodiscard]] QString file() const { return m_request.file; }
    /// "shop.sqlite"
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

    void connectTo(Access access);
    void disconnectFrom();
    void look();
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

    ShopRequest m_request;
    std::shared_ptr<orm::Sequelize> m_database;
    BookModels m_models;
    bool m_isNew = false;
    bool m_isComplete = false;
    bool m_hasTrash = false; ///< Known since it was made.
    QString m_trashLack;
    QString m_lack;
};
