#include "ui/rows/recordquery.h"

#include "ui/base/onserver.h"
#include "ui/rows/rowkeys.h"

#include <algorithm>
#include <unordered_map>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

bool isDescending(const orm::OrderTerm &term)
{
    return term.direction.startsWith(u"DESC"_s, Qt::CaseInsensitive);
}

const orm::Column *columnOf(const orm::OrderTerm &term)
{
    return std::get_if<orm::Column>(&term.what.node());
}

/// Adds the attributes that `where` is about; answers false when it is about something else, too.
bool addAttributes(const orm::Where &where, QStringList &attributes)
{
    return std::ranges::all_of(where.terms(), [&](const orm::Where::Term &term) {
        const auto *inner = std::get_if<std::shared_ptr<const orm::Where>>(&term.value.node());
        const auto *list = std::get_if<orm::Operand::List>(&term.value.node());
        if (const auto *attribute = std::get_if<QString>(&term.key)) {
            attributes += *attribute;
            return true;
        }
        if (inner)
            return addAttributes(**inner, attributes);
        return list && std::ranges::all_of(*list, [&](const orm::Operand &each) {
                   const auto *part = std::get_if<std::shared_ptr<const orm::Where>>(&each.node());
                   return part && addAttributes(**part, attributes);
               });
    });
}

} // namespace

orm::Order withKey(const orm::Order &order, const orm::Model &model)
{
    std::vector<orm::OrderTerm> terms = order.terms();
    const auto isThere = [&order](const QString &key) {
        return std::ranges::any_of(order.terms(), [&key](const orm::OrderTerm &term) {
            const orm::Column *column = columnOf(term);
            return column && column->path == key;
        });
    };
    const bool descending = !terms.empty() && isDescending(terms.back());
    for (const QString &key : RowKeys(model).attributes())
        if (!isThere(key))
            terms.emplace_back(key, descending ? u"DESC"_s : u"ASC"_s);
    return orm::Order(std::move(terms));
}

orm::Order reversed(const orm::Order &order)
{
    std::vector<orm::OrderTerm> terms = order.terms();
    for (orm::OrderTerm &term : terms)
        term.direction = isDescending(term) ? u"ASC"_s : u"DESC"_s;
    return orm::Order(std::move(terms));
}

std::optional<KeyIndex::Direction> keyDirection(const orm::Order &order, const orm::Model &model)
{
    if (order.terms().empty() || !RowKeys::areNumbers(model))
        return std::nullopt;
    const orm::OrderTerm &first = order.terms().front();
    const orm::Column *column = columnOf(first);
    if (!column || column->path != model.primaryKey())
        return std::nullopt;
    return isDescending(first) ? KeyIndex::Direction::Down : KeyIndex::Direction::Up;
}

std::vector<orm::IndexHint> indexHints(const RecordQuestion &question, const orm::Model &model,
                                       ReadingFor what)
{
    // A server knows its bargains.
    if (question.where.isEmpty() || isOnServer(model.sequelize()))
        return {};
    QStringList attributes;
    bool isPlain = addAttributes(question.where, attributes);
    const std::vector<orm::OrderTerm> &terms = question.order.terms();
    for (const orm::OrderTerm &term : terms) {
        const orm::Column *column = columnOf(term);
        isPlain = isPlain && column;
        attributes += column ? column->path : QString();
    }
    const QString key = model.primaryKey();
    const bool isInOrder = !terms.empty() && attributes.first() != key && columnOf(terms.front())
                           && columnOf(terms.front())->path == attributes.first();
    if (RowKeys::areNumbers(model)) // which every index has beside its own attributes
        attributes.removeAll(key);
    attributes.removeDuplicates();
    const bool isOne = isPlain && attributes.size() <= 1;
    if (isOne && (what == ReadingFor::Keys || isInOrder || attributes.isEmpty()))
        return {};
    return {{.type = orm::IndexHint::Type::Use, .indexes = {}}};
}

PageQuery pageFromStart(const orm::Model &model, const RecordQuestion &question, int page)
{
    PageQuery query{.page = page,
                    .options = {.where = question.where,
                                .order = question.order,
                                .limit = rowsPerPage,
                                .indexHints = indexHints(question, model, ReadingFor::Rows)}};
    if (page > 0)
        query.options.offset = qint64(page) * rowsPerPage;
    return query;
}

PageQuery pageFromEnd(const orm::Model &model, const RecordQuestion &question, int page,
                      qint64 count)
{
    const qint64 first = qint64(page) * rowsPerPage;
    const qint64 end = std::min(first + rowsPerPage, count);
    PageQuery query{.page = page,
                    .options = {.where = question.where,
                                .order = reversed(question.order),
                                .limit = end - first,
                                .indexHints = indexHints(question, model, ReadingFor::Rows)},
                    .backwards = true};
    if (end < count)
        query.options.offset = count - end;
    return query;
}

PageQuery pageByKeys(const orm::Model &model, const KeyIndex &index, int page)
{
    const qint64 first = qint64(page) * rowsPerPage;
    const qint64 last = std::min(first + rowsPerPage, index.count()) - 1;
    PageQuery query{.page = page, .keys = index.keys({first, last})};
    const RowKeys keys(model);
    if (index.isRun() && keys.areNumbers()) {
        const auto [low, high] = std::minmax(query.keys.front(), query.keys.back());
        query.options.where = {{orm::Text(model.primaryKey()), orm::Op::between(low, high)}};
    } else {
        query.options.where = keys.where(query.keys);
    }
    return query;
}

PageRows arranged(const PageQuery &query, const QList<orm::Instance> &rows)
{
    PageRows page;
    if (query.keys.empty()) {
        page.assign(rows.begin(), rows.end());
        if (query.backwards)
            std::reverse(page.begin(), page.end());
        return page;
    }
    std::unordered_map<qint64, const orm::Instance *> byKey;
    for (const orm::Instance &row : rows)
        byKey.emplace(keyOf(row), &row);
    page.reserve(query.keys.size());
    for (const qint64 key : query.keys) {
        const auto found = byKey.find(key);
        page.push_back(found == byKey.end() ? std::nullopt : std::optional(*found->second));
    }
    return page;
}

qint64 keyOf(const orm::Instance &record)
{
    return RowKeys::numberOf(record);
}

} // namespace ui
