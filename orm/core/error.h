#pragma once

#include <QException>
#include <QList>
#include <QStringList>
#include <QVariantList>

#include <algorithm>
#include <exception>
#include <functional>
#include <memory>

namespace orm {

/// One attribute that broke one rule.
struct ValidationErrorItem
{
    QString message;      ///< "Book.title cannot be null"
    QString type;         ///< "notNull Violation", "unique violation", "Validation error".
    QString path;         ///< The attribute.
    QVariant value;       ///< What was refused.
    QString validatorKey; ///< "is_null", "not_unique", "len".
    /// What the value must do or be, as a sentence for people without the attribute's name ("must
    /// be at least 0"); empty where `message` says it.
    QString text = {};
    QString origin = {};             ///< "FUNCTION", "CORE", "DB": what refused it.
    QString validatorName = {};      ///< The validator's own name; empty where none refused it.
    QVariantList validatorArgs = {}; ///< What the validator was made with.

    /// Equal in every member.
    bool operator==(const ValidationErrorItem &) const = default;
};

/// What is wrong when the database refuses null in a column.
[[nodiscard]] ValidationErrorItem notNullItem(const QString &column);

/// `text` with `***` wherever it has the value, which nobody is to read.
[[nodiscard]] QString withoutValue(QString text, const QVariant &value);

/// Which side of a foreign key a failed statement wrote to.
enum class KeySide : quint8 {
    Unknown, ///< The database did not tell, and it could not be looked up.
    Child,   ///< The row refers to one that is not there.
    Parent,  ///< Rows still refer to the row.
};

/// What is known about a failure. Fields that do not apply are empty.
struct ErrorFacts
{
    QString message;    ///< What failed, on what, and what to do.
    QString sql;        ///< The statement as it was sent.
    QVariantList binds; ///< Its values.
    QStringList fields; ///< Attributes or columns it names.
    QString driverCode; ///< SQLite's extended code, PostgreSQL's SQLSTATE, MySQL's number.
    QString driverText; ///< The driver's own words.
    QList<ValidationErrorItem> errors; ///< Every broken rule, of a ValidationError.
    /// Of a batch: the row of each of `errors`, counted from 0 as it was given.
    QList<qint64> rows = {};
    /// That the failure is about, where it is known; of a foreign key the table that has it, whose
    /// attributes `fields` are.
    QString table = {};
    QString constraint = {};            ///< The rule that was broken, where a server names it.
    KeySide keySide = KeySide::Unknown; ///< Of a foreign key.
    /// The number that the server has given a transaction in doubt; empty: it cannot be asked.
    QString transaction = {};
};

/// The root of all failures, in Sequelize's hierarchy. A QException that raises and clones itself,
/// so that a QFuture carries it whole: `.onFailed([](const orm::ValidationError &e) { … })`.
class BaseError : public QException
{
public:
    /// With all that is known.
    explicit BaseError(ErrorFacts facts = {});
    /// With a message alone.
    explicit BaseError(const QString &message);

    /// Sequelize's name: "SequelizeUniqueConstraintError".
    [[nodiscard]] virtual QString name() const;
    ///@{
    /// What is known about the failure; see ErrorFacts. Empty where it does not apply.
    [[nodiscard]] const QString &message() const { return m_facts.message; }
    [[nodiscard]] const QString &sql() const { return m_facts.sql; }
    [[nodiscard]] const QVariantList &binds() const { return m_facts.binds; }
    [[nodiscard]] const QStringList &fields() const { return m_facts.fields; }
    [[nodiscard]] const QString &driverCode() const { return m_facts.driverCode; }
    [[nodiscard]] const QString &driverText() const { return m_facts.driverText; }
    [[nodiscard]] const QString &table() const { return m_facts.table; }
    [[nodiscard]] const QString &constraint() const { return m_facts.constraint; }
    ///@}
    /// Every broken rule of a ValidationError, and of a DatabaseError the column that may not be
    /// null; empty for other failures.
    [[nodiscard]] const QList<ValidationErrorItem> &errors() const { return m_facts.errors; }
    /// Of a batch, such as that of bulkCreate(): the row of each of errors(), counted from 0 as it
    /// was given; empty for other failures.
    [[nodiscard]] const QList<qint64> &rows() const { return m_facts.rows; }
    /// Of a ForeignKeyConstraintError: the side of the key that was written to; table() has the
    /// key, and fields() are its attributes. Unknown, and empty, where nobody can tell.
    [[nodiscard]] KeySide keySide() const { return m_facts.keySide; }
    /// All that is known about the failure.
    [[nodiscard]] const ErrorFacts &facts() const { return m_facts; }
    /// Notes more of it; for the library's own use.
    void setFacts(ErrorFacts facts);
    /// Notes which foreign key this is about.
    void setForeignKey(const QString &table, const QStringList &fields, KeySide side)
    {
        m_facts.table = table;
        m_facts.fields = fields;
        m_facts.keySide = side;
    }
    /// Notes the row of a batch that this is about.
    void setRow(qint64 row)
    {
        m_facts.rows.fill(row, std::max<qsizetype>(m_facts.errors.size(), 1));
    }

    /// A sentence for the person at the screen: the attribute's own message where it has one, "Row
    /// 121: ..." for a row of a batch. A program that speaks other languages gives its own by
    /// setErrorText(). message() is Sequelize's, for programmers.
    [[nodiscard]] QString text() const;

    /// The message in UTF-8, or what stands for it where Sequelize has none: what is wrong with
    /// each row of a batch. Good while the exception lives.
    [[nodiscard]] const char *what() const noexcept override { return m_what.constData(); }
    /// Throws a copy of this exception, as its own class.
    void raise() const override { throw *this; }
    /// A copy on the heap, of its own class, which the caller owns.
    [[nodiscard]] BaseError *clone() const override { return new BaseError(*this); }

protected:
    /// With what what() says, for a failure without a message.
    BaseError(ErrorFacts facts, QByteArray what)
        : m_facts(std::move(facts))
        , m_what(std::move(what))
    {
    }

private:
    ErrorFacts m_facts;
    QByteArray m_what;
};

// A class of the hierarchy differs from its parent in nothing but its name, and in that it raises
// and clones itself (else QFuture would slice it).
#define ORM_ERROR_CLASS(Class, Parent)                                                             \
    class Class : public Parent                                                                    \
    {                                                                                              \
    public:                                                                                        \
        using Parent::Parent;                                                                      \
        [[nodiscard]] QString name() const override { return QStringLiteral("Sequelize" #Class); } \
        void raise() const override { throw *this; }                                               \
        [[nodiscard]] Class *clone() const override { return new Class(*this); }                   \
    };

/// Values that break rules of the model; errors() lists all of them.
ORM_ERROR_CLASS(ValidationError, BaseError)
/// The broken rules of many rows: an item of errors() for each row, with all that is wrong in it.
class AggregateError : public ValidationError
{
public:
    using ValidationError::ValidationError;
    ///@{
    /// As in BaseError.
    [[nodiscard]] QString name() const override { return QStringLiteral("AggregateError"); }
    void raise() const override { throw *this; }
    [[nodiscard]] AggregateError *clone() const override { return new AggregateError(*this); }
    ///@}
};
/// A value that must be unique and is not.
ORM_ERROR_CLASS(UniqueConstraintError, ValidationError)
/// The database refused a statement.
ORM_ERROR_CLASS(DatabaseError, BaseError)
/// A row refers to one that is not there, or is still referred to.
ORM_ERROR_CLASS(ForeignKeyConstraintError, DatabaseError)
/// A row overlaps another one where PostgreSQL's EXCLUDE forbids it.
ORM_ERROR_CLASS(ExclusionConstraintError, DatabaseError)
/// A constraint is not there.
ORM_ERROR_CLASS(UnknownConstraintError, DatabaseError)
/// The database was locked, or a statement took too long; trying again may help.
ORM_ERROR_CLASS(TimeoutError, DatabaseError)
/// The caller cancelled the call: it was taken back, or done before the cancel came. Look which.
ORM_ERROR_CLASS(CancelledError, DatabaseError)
/// The database cannot be opened or reached. SQLite fails with this class; those below it are for
/// servers.
ORM_ERROR_CLASS(ConnectionError, BaseError)
/// The connection ended before the database answered, so that nobody knows whether what was sent
/// was done: a COMMIT, or a statement outside of a transaction that writes. Look before you repeat
/// it, or ask Sequelize::outcomeOf() where canBeAsked().
class TransactionInDoubtError : public ConnectionError
{
public:
    using ConnectionError::ConnectionError;
    /// Whether the server can tell what became of it: PostgreSQL does of a transaction that was
    /// begun with `askable`. MySQL and MariaDB never do.
    [[nodiscard]] bool canBeAsked() const { return !facts().transaction.isEmpty(); }
    ///@{
    /// As in BaseError.
    [[nodiscard]] QString name() const override
    {
        return QStringLiteral("SequelizeTransactionInDoubtError");
    }
    void raise() const override { throw *this; }
    [[nodiscard]] TransactionInDoubtError *clone() const override
    {
        return new TransactionInDoubtError(*this);
    }
    ///@}
};
/// Nobody listens at the address.
ORM_ERROR_CLASS(ConnectionRefusedError, ConnectionError)
/// No connection was free in time.
ORM_ERROR_CLASS(ConnectionAcquireTimeoutError, ConnectionError)
/// The name or the password is wrong, or the user has no right to the database.
ORM_ERROR_CLASS(AccessDeniedError, ConnectionError)
/// No host has that name.
ORM_ERROR_CLASS(HostNotFoundError, ConnectionError)
/// No way leads to the host.
ORM_ERROR_CLASS(HostNotReachableError, ConnectionError)
/// The options cannot belong to a connection.
ORM_ERROR_CLASS(InvalidConnectionError, ConnectionError)
/// The server did not answer in time.
ORM_ERROR_CLASS(ConnectionTimedOutError, ConnectionError)
/// `rejectOnEmpty` was set and nothing was found. Has no message, as in Sequelize.
class EmptyResultError : public BaseError
{
public:
    EmptyResultError()
        : BaseError(ErrorFacts(), "Nothing was found.")
    {
    }
    ///@{
    /// As in BaseError.
    [[nodiscard]] QString name() const override
    {
        return QStringLiteral("SequelizeEmptyResultError");
    }
    void raise() const override { throw *this; }
    [[nodiscard]] EmptyResultError *clone() const override { return new EmptyResultError(*this); }
    ///@}
};
/// A statement that cannot be made from what was asked, e.g. a SELECT without columns.
ORM_ERROR_CLASS(QueryError, BaseError)
/// Somebody else saved the row since it was read; only models with `version` notice.
ORM_ERROR_CLASS(OptimisticLockError, BaseError)
/// Models that cannot belong together in the way asked for, such as under an alias that is taken.
ORM_ERROR_CLASS(AssociationError, BaseError)
/// An include of what is not associated, or not under that alias.
ORM_ERROR_CLASS(EagerLoadingError, BaseError)
/// scope() was asked for one that the model does not have.
ORM_ERROR_CLASS(ScopeError, BaseError)
/// An instance that cannot do what was asked, e.g. reload() of a deleted row.
ORM_ERROR_CLASS(InstanceError, BaseError)
#undef ORM_ERROR_CLASS

/// The library was called in a way that cannot work; a mistake in the calling program. Sequelize
/// throws a plain Error for these.
class UsageError : public BaseError
{
public:
    using BaseError::BaseError;
    ///@{
    /// As in BaseError.
    [[nodiscard]] QString name() const override { return QStringLiteral("Error"); }
    void raise() const override { throw *this; }
    [[nodiscard]] UsageError *clone() const override { return new UsageError(*this); }
    ///@}
};

/// An exception of another kind than the ORM's that came out of a function which the ORM ran, for
/// those who are told of a `BaseError`; message() is its text. A future fails with the exception
/// itself.
class ExternalError : public BaseError
{
public:
    using BaseError::BaseError;
    [[nodiscard]] QString name() const override { return QStringLiteral("ExternalError"); }
    /// See BaseError.
    void raise() const override { throw *this; }
    /// See BaseError.
    [[nodiscard]] ExternalError *clone() const override { return new ExternalError(*this); }
};

/// Makes a sentence of a failure for the person at the screen; an empty one leaves it to the ORM.
using ErrorText = std::function<QString(const BaseError &error)>;
/// Has BaseError::text() tell what `text` makes of a failure, such as a translation. Called on the
/// thread that asks for a text. Safe on every thread.
void setErrorText(ErrorText text);

/// A copy of the failure, or an ExternalError with the text of one that is no BaseError. Never
/// null. A copy can go to another thread, where the original may be in use.
[[nodiscard]] std::unique_ptr<const BaseError> cloned(const std::exception_ptr &error);

/// Prints a failure that nobody else is told of, as a warning.
void warnOf(const BaseError &error);

} // namespace orm
