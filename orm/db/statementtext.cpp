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

std::optional<InsertParts> insertParts(const Statement &statement)
{
    const QStringView text = statement.text;
    if (statement.valueSlots.empty())
        return std::nullopt;
    const auto before = " VALUES ("_L1;
    const qsizetype begin = statement.valueSlots.front().at - 1;
    const qsizetype words = begin + 1 - before.size();
    if (words < 0 || text.sliced(words, before.size()) != before)
        return std::nullopt;
    qsizetype end = begin;
    for (const ValueSlot &slot : statement.valueSlots) {
        const QStringView placeholder = text.sliced(slot.at, slot.length);
        const bool isAlone = placeholder == u"?" || placeholder.startsWith(u'$');
        if (slot.at != end + 1 || !isAlone)
            return std::nullopt;
        end = slot.at + slot.length;
        if (end >= text.size() || (text.at(end) != u',' && text.at(end) != u')'))
            return std::nullopt;
    }
    if (text.at(end) != u')')
        return std::nullopt;
    ++end;
    return InsertParts{.head = text.first(words),
                       .row = text.sliced(begin, end - begin),
                       .tail = text.sliced(end)};
}

void throwMiscounted(const Statement &statement, qsizetype places, qsizetype count)
{
    throw DatabaseError(
        u"The statement has places for %1 values, and %2 were given: %3"_s.arg(places)
            .arg(count)
            .arg(statement.text));
}

} // namespace orm
