#include "workload.h"

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

const Works &worksOf(const QString &contender)
{
    const auto joined = [](Works works, Works others) {
        works.merge(others);
        return works;
    };
    static const Works raw = joined(joined(rawReaders(), rawWriters()), rawAuthors());
    static const Works qsql = joined(joined(qsqlReaders(), qsqlWriters()), qsqlAuthors());
    static const Works ours = joined(joined(ormReaders(), ormWriters()), ormAuthors());
    static const Works none;
    if (isOurs(contender))
        return ours;
    return contender == Path::raw ? raw : contender == Path::qsql ? qsql : none;
}

/// The goals were set as ratios to raw with one row a statement in W2, without a transaction in
/// W4t, and with a join in W8. Its best form does W2 in 0.48, W4t in 0.57 and W8 in 0.93 of that
/// time, hence the goals to that.
QList<Workload> list()
{
    using Table = Workload::Table;
    return {
        {.name = u"W1a"_s,
         .what = u"creates, each its own transaction"_s,
         .n = 10'000,
         .table = Table::Empty,
         .writes = true,
         .goals = {1.2, 1.4},
         .textGoal = 2},
        {.name = u"W1b"_s,
         .what = u"creates in one transaction"_s,
         .n = 100'000,
         .table = Table::Empty,
         .writes = true,
         .goals = {1.4, 2.5},
         .textGoal = 2},
        {.name = u"W2"_s,
         .what = u"rows in bulk"_s,
         .n = 1'000'000,
         .table = Table::Empty,
         .writes = true,
         .goals = {1.56, 2.7},
         .more = {u"raw-100"_s, u"qsql-100"_s},
         .best = u"raw-100"_s,
         .plain = u"raw"_s,
         .plainGoals = {0.75, 1.3},
         .textGoal = 3},
        {u"W3"_s, u"findAll, all kept"_s, 1, Table::Filled, false, {1.1, 2.8}},
        {u"W3 decoded"_s, u"the same, every field read"_s, 1, Table::Filled, false, {1.45, 2.8}},
        {.name = u"W4"_s,
         .what = u"lookups by id"_s,
         .n = 200'000,
         .goals = {1.3, 2.2},
         .textGoal = 2},
        {.name = u"W4t"_s,
         .what = u"the same in a transaction"_s,
         .n = 200'000,
         .goals = {1.14, 0},
         .more = {u"raw-autocommit"_s},
         .plain = u"raw-autocommit"_s,
         .plainGoals = {0.65, 0}},
        {u"W5"_s, u"filter, order, limit 50"_s, 20'000, Table::Indexed, false, {1.2, 1.7}},
        {.name = u"W6"_s,
         .what = u"find, change, save"_s,
         .n = 100'000,
         .writes = true,
         .goals = {1.2, 1.6},
         .textGoal = 2},
        {u"W7u"_s, u"update where"_s, 1, Table::Filled, true, {1.05, 1.05}},
        {u"W7d"_s, u"delete where"_s, 1, Table::Filled, true, {1.05, 1.05}},
        {.name = u"W8"_s,
         .what = u"authors with five books each"_s,
         .n = 20'000,
         .table = Table::Authors,
         .goals = {1.5, 2.6},
         .more = {u"raw-join"_s, u"qsql-join"_s},
         .plain = u"raw-join"_s,
         .plainGoals = {1.4, 2.4}},
        {u"W9"_s, u"lookups from the event loop"_s, 20'000},
        {u"start"_s, u"start, one lookup, end"_s, 1},
    };
}

} // namespace

QStringList Workload::paths() const
{
    QStringList paths{Path::raw, Path::qsql};
    if (isOurs())
        paths << Path::handle << Path::portable;
    if (textGoal > 0)
        paths << Path::kept << Path::text;
    return paths + more;
}

bool Workload::isWholeProcess() const
{
    return name == "start"_L1;
}

bool Workload::isOurs() const
{
    return worksOf(Path::handle).contains(name);
}

const QList<Workload> &workloads()
{
    static const QList<Workload> all = list();
    return all;
}

const Workload *findWorkload(const QString &name)
{
    const auto found = std::ranges::find(workloads(), name, &Workload::name);
    return found == workloads().end() ? nullptr : &*found;
}

std::optional<Work> findWork(const QString &workload, const QString &path)
{
    const QString form = path.section(u'-', 1);
    const Works &works = worksOf(path.section(u'-', 0, 0));
    const auto found = works.find(form.isEmpty() ? workload : workload + u'-' + form);
    return found == works.end() ? std::nullopt : std::optional(found->second);
}

bool isOurs(const QString &path)
{
    return path == Path::handle || path == Path::portable || path == Path::kept
           || path == Path::text;
}

} // namespace bench
