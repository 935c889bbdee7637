#include "workload.h"

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

QStringList Workload::paths() const
{
    QStringList paths{Path::raw, Path::qsql, Path::handle, Path::portable};
    if (name == "W2"_L1)
        paths << Path::raw + "-100"_L1 << Path::qsql + "-100"_L1;
    return paths;
}

const QList<Workload> &workloads()
{
    using Table = Workload::Table;
    static const QList<Workload> list{
        {u"W1a"_s, u"creates, each its own transaction"_s, 10'000, Table::Empty, true, 1.2, 1.4},
        {u"W1b"_s, u"creates in one transaction"_s, 100'000, Table::Empty, true, 1.4, 2.5},
        {u"W2"_s, u"rows in bulk"_s, 1'000'000, Table::Empty, true, 0.75, 1.3},
        {u"W3"_s, u"findAll, all kept"_s, 1, Table::Filled, false, 1.1, 2.8},
        {u"W4"_s, u"lookups by id"_s, 200'000, Table::Filled, false, 1.3, 2.2},
        {u"W5"_s, u"filter, order, limit 50"_s, 20'000, Table::Indexed, false, 1.2, 1.7},
        {u"W6"_s, u"find, change, save"_s, 100'000, Table::Filled, true, 1.2, 1.6},
        {u"W7u"_s, u"update where"_s, 1, Table::Filled, true, 1.05, 1.05},
        {u"W7d"_s, u"delete where"_s, 1, Table::Filled, true, 1.05, 1.05},
        {u"W9"_s, u"lookups from the event loop"_s, 20'000, Table::Filled, false, 0, 0},
        {u"start"_s, u"start, one lookup, end"_s, 1, Table::Filled, false, 0, 0},
    };
    return list;
}

const Workload *findWorkload(const QString &name)
{
    const auto found = std::ranges::find(workloads(), name, &Workload::name);
    return found == workloads().end() ? nullptr : &*found;
}

std::optional<Work> findWork(const QString &workload, const QString &path)
{
    const QString contender = path.section(u'-', 0, 0);
    const QString form = path.section(u'-', 1);
    const std::map<QString, Work> &works = contender == Path::raw    ? rawWorks()
                                           : contender == Path::qsql ? qsqlWorks()
                                                                     : ormWorks();
    const auto found = works.find(form.isEmpty() ? workload : workload + u'-' + form);
    return found == works.end() ? std::nullopt : std::optional(found->second);
}

} // namespace bench
