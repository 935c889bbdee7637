#include "orm/db/statementtext.h"

#include "orm/core/error.h"
#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

QString textWithLiterals(const Statement &statement, qsizetype count,
                         const std::function<QString(qsizetype)> &literalOf)
{
    const auto places = qsizetype(statement.valueSlots.size());
    if (places != count)
        throwMiscounted(statement, places, count);
    if (count == 0)
        return statement.text;
    const QueryGenerator &generator = lastingGenerator(statement.dialect);
    QString text;
    text.reserve(statement.text.size() * 2);
    qsizetype at = 0;
    for (qsizetype i = 0; i < count; ++i) {
        // The dialect may have written a function around the placeholder.
        const ValueSlot &slot = statement.valueSlots[size_t(i)];
        const QString placeholder = generator.placeholder(int(i) + 1);
        const qsizetype found = statement.text.indexOf(placeholder, slot.at);
        text += QStringView(statement.text).sliced(at, found - at);
        text += literalOf(i);
        at = found + placeholder.size();
    }
    return text += QStringView(statement.text).sliced(at);
}

void throwMiscounted(const Statement &statement, qsizetype places, qsizetype count)
{
    throw DatabaseError(
        u"The statement has places for %1 values, and %2 were given: %3"_s.arg(places)
            .arg(count)
            .arg(statement.text));
}

} // namespace orm
