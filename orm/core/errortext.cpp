// What a failure is called before the person at the screen.
#include "orm/core/error.h"

#include <mutex>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The program's own sentences, and who may change them meanwhile.
struct Hook
{
    std::mutex mutex;
    ErrorText text;
};

Hook &hook()
{
    static Hook only;
    return only;
}

bool isMissing(const ValidationErrorItem &item)
{
    return item.validatorKey == u"is_null" || item.validatorKey == u"notEmpty";
}

/// One sentence about one broken rule: the attribute's own message, where it has one.
QString sentence(const ValidationErrorItem &item)
{
    const QString kind = item.type + ": "_L1; // before the message of a row of a batch
    if (!item.text.isEmpty() && (item.text == item.message || kind + item.text == item.message))
        return item.text; // the attribute's own
    if (isMissing(item))
        return u"%1 is missing."_s.arg(item.path);
    if (!item.text.isEmpty())
        return item.path + u' ' + item.text + u'.';
    const bool isOwn = !item.message.endsWith(" must be unique"_L1);
    if (item.validatorKey.endsWith(" validator"_L1)) // of the type: "x" is not a valid integer
        return u"%1: %2."_s.arg(item.path, item.message.section(kind, -1));
    if (item.validatorKey != u"not_unique" || isOwn)
        return item.message.startsWith(kind) ? item.message.sliced(kind.size()) : item.message;
    const QString value = item.value.toString();
    return value.isEmpty() ? u"%1 is taken already."_s.arg(item.path)
                           : u"%1 \"%2\" is taken already."_s.arg(item.path, value);
}

/// "a "1" and b "2"", the attributes of a rule over several with their values.
QString valuesOf(const QList<ValidationErrorItem> &items)
{
    QStringList all;
    for (const ValidationErrorItem &item : items)
        all += u"%1 \"%2\""_s.arg(item.path, item.value.toString());
    return all.join(" and "_L1);
}

template<typename Kind>
bool is(const BaseError &error)
{
    return dynamic_cast<const Kind *>(&error);
}

/// "Row 2: " for an item of a batch, else nothing.
QString rowText(const BaseError &error, qsizetype item)
{
    const qint64 row = error.rows().value(item, -1);
    return row < 0 ? QString() : u"Row %1: "_s.arg(row + 1);
}

QString sentences(const BaseError &error)
{
    QStringList all;
    const QList<ValidationErrorItem> &items = error.errors();
    if (is<UniqueConstraintError>(error) && items.size() > 1 && items.first().text.isEmpty())
        return rowText(error, 0) + u"There is a row with %1 already."_s.arg(valuesOf(items));
    for (qsizetype i = 0; i < items.size(); ++i)
        all += rowText(error, i) + sentence(items.at(i));
    all.removeDuplicates(); // a rule over several attributes says the same of each
    return all.join(u'\n');
}

QString foreignKeySentence(const BaseError &error)
{
    switch (error.keySide()) {
    case KeySide::Child:
        return u"%1 refers to a row that is not there."_s.arg(error.fields().join(", "_L1));
    case KeySide::Parent: return u"Rows of %1 still refer to this one."_s.arg(error.table());
    case KeySide::Unknown: break;
    }
    return u"Other rows still refer to this one, or it refers to one that is not there."_s;
}

/// Of servers' errors: SQLSTATE on PostgreSQL, numbers on the others. SQLite's have three digits at
/// most, and mean that a whole file is locked.
QString sentenceOfLock(const BaseError &error)
{
    static const QStringList locks{u"40001"_s, u"40P01"_s, u"55P03"_s, u"1205"_s,
                                   u"1213"_s,  u"1222"_s,  u"3572"_s};
    constexpr qsizetype mostOfFile = 3;
    if (locks.contains(error.driverCode()))
        return u"Somebody else is changing the same just now. Please try again."_s;
    if (!is<TimeoutError>(error))
        return {};
    return error.driverCode().size() > mostOfFile
               ? u"The database took too long. Please try again."_s
               : u"Another program is using the database. Please try again."_s;
}

QString sentenceOf(const BaseError &error)
{
    if (is<ForeignKeyConstraintError>(error))
        return foreignKeySentence(error);
    if (const QString lock = sentenceOfLock(error); !lock.isEmpty())
        return lock;
    if (is<CancelledError>(error))
        return u"This was cancelled."_s;
    if (is<OptimisticLockError>(error))
        return u"Somebody else has changed this meanwhile."_s;
    if (is<EmptyResultError>(error))
        return u"Nothing was found."_s;
    if (is<ConnectionError>(error))
        return u"The database cannot be opened: %1"_s.arg(error.message());
    return error.message();
}

QString ownText(const BaseError &error)
{
    if (!error.errors().isEmpty())
        return sentences(error);
    return rowText(error, 0) + sentenceOf(error);
}

} // namespace

void setErrorText(ErrorText text)
{
    const std::lock_guard lock(hook().mutex);
    hook().text = std::move(text);
}

QString BaseError::text() const
{
    ErrorText program;
    {
        const std::lock_guard lock(hook().mutex);
        program = hook().text;
    }
    const QString told = program ? program(*this) : QString();
    return told.isEmpty() ? ownText(*this) : told;
}

} // namespace orm
