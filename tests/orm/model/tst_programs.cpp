#include "orm/orm.h"
#include "support/failureof.h"

#include <QtTest>

#include <optional>
#include <random>

using namespace orm;
using namespace Qt::StringLiterals;

/// Random programs of twenty calls on random models, with rules, hooks, scopes, versions and marks
/// of deletion: SQLite has the same rows after each call as a plain map of them in memory, and the
/// same calls fail. PROGRAMS says how many programs there are, and SEED which is the first.
class TestPrograms : public QObject
{
    Q_OBJECT

private slots:
    void leaveTheSameTable();
};

namespace {

using Number = std::optional<qint64>;
using Letters = std::optional<QString>;

/// What a row of the judge is.
struct Row
{
    Letters name;
    Number n;
    Letters code; ///< Unique.
    Letters tag;  ///< Set by a hook.
    bool isDeleted = false;
    qint64 version = 0;

    bool operator==(const Row &) const = default;
};

/// What the model of one program has.
struct Traits
{
    bool isParanoid;
    bool hasVersion;
    bool hasRules;
    bool hasRowRule;
    bool tags;   ///< A hook sets the tag.
    bool throws; ///< A hook refuses names that begin with x.
    bool isScoped;
    bool isAnd; ///< How the scope meets conditions.
};

/// A condition on rows, as the ORM takes it and as the judge does.
struct Condition
{
    Number id;
    Number least; ///< Of n.
    Letters name;

    [[nodiscard]] Where where() const
    {
        std::vector<Where::Term> terms;
        if (id)
            terms.emplace_back("id", *id);
        if (least)
            terms.emplace_back("n", Op::gte(*least));
        if (name)
            terms.emplace_back("name", *name);
        return Where(std::move(terms));
    }
    [[nodiscard]] bool holds(qint64 key, const Row &row, const Traits &traits, bool isScoped) const
    {
        // Of two terms on n the call's own counts, unless both do.
        const bool hasScope = isScoped && traits.isScoped && (traits.isAnd || !least);
        return (!hasScope || (row.n && *row.n >= 0)) && (!id || key == *id)
               && (!least || (row.n && *row.n >= *least)) && (!name || row.name == name);
    }
};

/// What a call gives to a row; none: not given.
struct Given
{
    std::optional<Letters> name;
    std::optional<Number> n;
    std::optional<Letters> code;

    [[nodiscard]] Values values() const
    {
        Values all;
        if (name)
            all.set("name", *name ? Operand(**name) : Operand(nullptr));
        if (n)
            all.set("n", *n ? Operand(**n) : Operand(nullptr));
        if (code)
            all.set("code", *code ? Operand(**code) : Operand(nullptr));
        return all;
    }
    [[nodiscard]] Row over(Row row) const
    {
        row.name = name.value_or(row.name);
        row.n = n.value_or(row.n);
        row.code = code.value_or(row.code);
        return row;
    }
    [[nodiscard]] bool isEmpty() const { return !name && !n && !code; }
};

/// The plain model. Each call answers whether it succeeds.
struct Judge
{
    Traits traits;
    std::map<qint64, Row> rows;

    [[nodiscard]] bool isHooked() const { return traits.tags || traits.throws; }
    [[nodiscard]] bool breaksRule(const Given &given) const
    {
        const bool isNameBroken = given.name && *given.name && (**given.name).size() < 2;
        const bool isNumberBroken = given.n && *given.n && **given.n > 50;
        return traits.hasRules && (isNameBroken || isNumberBroken);
    }
    [[nodiscard]] bool breaksRowRule(const Row &row) const
    {
        return traits.hasRowRule && row.n == 13 && !row.name;
    }
    [[nodiscard]] bool isRefused(const Row &row) const
    {
        return traits.throws && row.name && row.name->startsWith(u'x');
    }
    [[nodiscard]] bool isTaken(const Letters &code, Number butBy = {}) const
    {
        return code && std::ranges::any_of(rows, [&](const auto &each) {
                   return each.first != butBy && each.second.code == code;
               });
    }
    void tag(Row &row) const
    {
        if (traits.tags)
            row.tag = row.name.value_or(QString()) + u'!';
    }
    /// The row that create() makes; none: it fails.
    [[nodiscard]] std::optional<Row> made(const Given &given, bool validates, bool runsHooks) const
    {
        Row row = given.over({});
        if (validates && (breaksRule(given) || breaksRowRule(row)))
            return std::nullopt;
        if (runsHooks && isRefused(row))
            return std::nullopt;
        if (runsHooks)
            tag(row);
        return isTaken(row.code) ? std::nullopt : std::optional(row);
    }
    [[nodiscard]] std::vector<qint64> matching(const Condition &condition, bool isScoped,
                                               bool withDeleted) const
    {
        std::vector<qint64> keys;
        for (const auto &[key, row] : rows)
            if ((withDeleted || !row.isDeleted) && condition.holds(key, row, traits, isScoped))
                keys.push_back(key);
        return keys;
    }
    void count(Row &row) const { row.version += traits.hasVersion ? 1 : 0; }
    /// Whether a stored row is still as somebody read it.
    [[nodiscard]] bool isFresh(qint64 key, const Row &read) const
    {
        const auto found = rows.find(key);
        return found != rows.end() && (!traits.hasVersion || found->second.version == read.version);
    }
};

/// A row that the program has read at some time, and may save much later.
struct Read
{
    qint64 key;
    Instance instance;
    Row row;
};

/// One program.
class Program
{
public:
    explicit Program(unsigned seed)
        : m_random(seed)
    {
        m_judge.traits = {chance(50), chance(50), chance(60), chance(50),
                          chance(40), chance(40), chance(50), chance(50)};
        const Traits &traits = m_judge.traits;
        ModelOptions options{.paranoid = traits.isParanoid,
                             .version = traits.hasVersion ? Text("version") : Text(),
                             .whereMergeStrategy = traits.isAnd ? WhereMergeStrategy::And
                                                                : WhereMergeStrategy::Overwrite};
        if (traits.hasRowRule)
            options.validate = {
                {"named", [](const Instance &row) {
                     const bool isBroken = row.get("n") == 13 && row["name"].isNull();
                     return isBroken ? std::optional(u"13 has a name"_s) : std::nullopt;
                 }}};
        if (traits.isScoped)
            options.defaultScope = {.where = {{"n", Op::gte(0)}}};
        AttributeOptions name{.type = DataTypes::STRING};
        AttributeOptions n{.type = DataTypes::INTEGER};
        if (traits.hasRules) {
            name.validate = {Validate::len(2)};
            n.validate = {Validate::max(50)};
        }
        m_model = &m_db.define(
            "Thing",
            std::vector<AttributeDefinition>{{"name", name},
                                             {"n", n},
                                             {"code", {.type = DataTypes::STRING, .unique = true}},
                                             {"tag", DataTypes::STRING}},
            options);
        if (traits.throws) {
            const auto refuse = [](Instance &row) {
                if (row.get<QString>("name").startsWith(u'x'))
                    throw UsageError(u"no x"_s);
            };
            m_model->hooks().beforeSave(refuse);
            m_model->hooks().beforeDestroy(refuse);
        }
        if (traits.tags)
            m_model->hooks().beforeSave(
                [](Instance &row) { row["tag"] = row.get<QString>("name") + u'!'; });
        wait(m_db.sync());
        say(u"paranoid %1, version %2, rules %3, row rule %4, tags %5, throws %6, scope %7, and %8"_s
                .arg(traits.isParanoid)
                .arg(traits.hasVersion)
                .arg(traits.hasRules)
                .arg(traits.hasRowRule)
                .arg(traits.tags)
                .arg(traits.throws)
                .arg(traits.isScoped)
                .arg(traits.isAnd));
    }

    /// Makes one call on both; false when they part.
    [[nodiscard]] bool step()
    {
        switch (below(12)) {
        case 0:
        case 1: return create();
        case 2: return bulkCreate();
        case 3:
        case 4: return save();
        case 5: return upsert();
        case 6: return destroyRow();
        case 7: return restoreRow();
        case 8: return update();
        case 9: return destroy();
        case 10: return restore();
        default: return increment();
        }
    }
    [[nodiscard]] bool isSame()
    {
        std::map<qint64, Row> stored;
        for (const Instance &row : wait(m_model->unscoped().findAll({.paranoid = false})))
            stored[row.get<qint64>("id")] = rowOf(row);
        if (stored != m_judge.rows) {
            say(u"stored:  "_s + textOf(stored));
            say(u"judge:   "_s + textOf(m_judge.rows));
            return false;
        }
        const auto seen = qint64(m_judge.matching({}, true, false).size());
        return wait(m_model->count()) == seen;
    }
    [[nodiscard]] QString text() const { return m_said.join(u'\n'); }
    [[nodiscard]] Sequelize &database() { return m_db; }

private:
    // Random things
    [[nodiscard]] int below(int end) { return int(m_random() % unsigned(end)); }
    [[nodiscard]] bool chance(int percent) { return below(100) < percent; }
    [[nodiscard]] Letters name()
    {
        static const Letters names[] = {u"ab"_s, u"xy"_s,        u"a"_s,
                                        u"cd"_s, u"long name"_s, std::nullopt};
        return names[below(6)];
    }
    [[nodiscard]] Number number()
    {
        static const Number numbers[] = {0, 7, 13, 13, 50, 51, -3, std::nullopt};
        return numbers[below(8)];
    }
    [[nodiscard]] Letters code()
    {
        const int which = below(8);
        return which < 4 ? Letters(u"k%1"_s.arg(which)) : std::nullopt;
    }
    [[nodiscard]] Given given()
    {
        Given all;
        if (chance(70))
            all.name = name();
        if (chance(60))
            all.n = number();
        if (chance(40))
            all.code = code();
        return all;
    }
    [[nodiscard]] Condition condition()
    {
        Condition where;
        if (chance(40))
            where.id = 1 + below(8);
        if (!where.id || chance(30))
            where.least = below(60) - 10;
        if (chance(20))
            where.name = u"ab"_s;
        return where;
    }
    [[nodiscard]] static Row rowOf(const Instance &row)
    {
        Row same{.name = row.get<Letters>("name"),
                 .n = row.get<Number>("n"),
                 .code = row.get<Letters>("code"),
                 .tag = row.get<Letters>("tag")};
        if (row.model().attribute(u"deletedAt"))
            same.isDeleted = !row.get("deletedAt").isNull();
        if (row.model().attribute(u"version"))
            same.version = row.get<qint64>("version");
        return same;
    }
    [[nodiscard]] static QString textOf(const std::map<qint64, Row> &rows)
    {
        QString text;
        for (const auto &[key, row] : rows)
            text += u"%1(%2, %3, %4, %5%6, v%7) "_s.arg(key)
                        .arg(row.name.value_or(u"-"_s), row.n ? QString::number(*row.n) : u"-"_s,
                             row.code.value_or(u"-"_s), row.tag.value_or(u"-"_s),
                             row.isDeleted ? u", deleted"_s : QString())
                        .arg(row.version);
        return text;
    }
    void say(const QString &line) { m_said += line; }
    [[nodiscard]] static QString textOf(const Values &values)
    {
        QStringList all;
        for (const Values::Entry &entry : values)
            all += entry.attribute + u'=' + entry.value.toData()->toString();
        return all.join(u' ');
    }

    // Running
    /// Whether `call` fails just where the judge expects it.
    template<typename Call>
    [[nodiscard]] bool agree(const QString &line, bool succeeds, const Call &call)
    {
        say(line + (succeeds ? QString() : u"  (fails)"_s));
        const auto error = failureOf(call);
        if (error)
            say(u"    "_s + QString::fromUtf8(error->what()));
        return (error == nullptr) == succeeds;
    }
    [[nodiscard]] bool keep(const Instance &made, const Row &row)
    {
        const auto key = made.get<qint64>("id");
        return key > 0 && m_judge.rows.emplace(key, row).second;
    }

    bool create()
    {
        const Given all = given();
        const std::optional<Row> row = m_judge.made(all, true, true);
        Instance made;
        if (!agree(u"create "_s + textOf(all.values()), row.has_value(),
                   [&] { made = wait(m_model->create(all.values())); }))
            return false;
        return !row || keep(made, *row);
    }
    bool bulkCreate()
    {
        const bool validates = chance(50);
        const bool isEach = chance(50);
        QList<Values> rows;
        std::vector<Row> expected;
        Judge later = m_judge;
        bool succeeds = true;
        QString line = u"bulkCreate validate %1 each %2:"_s.arg(validates).arg(isEach);
        for (int i = 0, count = 1 + below(4); i < count; ++i) {
            const Given all = given();
            rows += all.values();
            line += u" ["_s + textOf(all.values()) + u']';
            const std::optional<Row> row = later.made(all, validates, isEach);
            succeeds = succeeds && row;
            if (succeeds) {
                expected.push_back(*row);
                later.rows[-1 - i] = *row;
            }
        }
        QList<Instance> made;
        if (!agree(line, succeeds, [&] {
                made = wait(
                    m_model->bulkCreate(rows, {.validate = validates, .individualHooks = isEach}));
            }))
            return false;
        for (qsizetype i = 0; succeeds && i < made.size(); ++i)
            if (!keep(made.at(i), expected[size_t(i)]))
                return false;
        return true;
    }
    /// One of the rows that were read before, or one that is read now; none when there are none.
    [[nodiscard]] Read *anyRead()
    {
        const bool readsNow = m_read.empty() || chance(60);
        if (readsNow && !m_judge.rows.empty()) {
            const auto row = std::next(m_judge.rows.begin(), below(int(m_judge.rows.size())));
            const std::optional<Instance> found =
                wait(m_model->unscoped().findByPk(row->first, {.paranoid = false}));
            m_read.push_back({row->first, *found, row->second});
            if (m_read.size() > 3)
                m_read.erase(m_read.begin());
            return &m_read.back();
        }
        return m_read.empty() ? nullptr : &m_read[size_t(below(int(m_read.size())))];
    }
    bool save()
    {
        Read *read = anyRead();
        if (!read)
            return true;
        const Given all = given();
        Row after = all.over(read->row);
        const Row &before = read->row;
        Given changed;
        if (after.name != before.name)
            changed.name = after.name;
        if (after.n != before.n)
            changed.n = after.n;
        if (after.code != before.code)
            changed.code = after.code;
        bool succeeds = true;
        const bool isJudged = m_judge.isHooked() || !changed.isEmpty();
        if (isJudged && (m_judge.breaksRule(changed) || m_judge.breaksRowRule(after)))
            succeeds = false;
        if (m_judge.isRefused(after))
            succeeds = false;
        m_judge.tag(after);
        const bool writes = !changed.isEmpty() || after.tag != before.tag;
        if (writes
            && (!m_judge.isFresh(read->key, before)
                || (changed.code && m_judge.isTaken(after.code, read->key))))
            succeeds = false;
        Instance saved = read->instance;
        saved.set(all.values());
        if (!agree(u"save %1 "_s.arg(read->key) + textOf(all.values()), succeeds,
                   [&] { saved = wait(saved.save()); }))
            return false;
        if (!succeeds || !writes)
            return true;
        Row &stored = m_judge.rows[read->key];
        stored = changed.over(stored);
        if (after.tag != before.tag)
            stored.tag = after.tag;
        m_judge.count(stored);
        m_judge.count(after);
        *read = {read->key, saved, after};
        return true;
    }
    bool upsert()
    {
        Given all = given();
        Values values = all.values();
        Number key;
        if (chance(40)) {
            key = 1 + below(8);
            values.set("id", *key);
        }
        if (values.isEmpty())
            return true;
        const Row fresh = all.over({});
        bool succeeds = !m_judge.breaksRule(all) && !m_judge.breaksRowRule(fresh);
        Number there;
        if (key && m_judge.rows.contains(*key))
            there = key;
        if (!key && fresh.code)
            for (const auto &[each, row] : m_judge.rows)
                if (row.code == fresh.code)
                    there = each;
        if (all.code && m_judge.isTaken(fresh.code, there))
            succeeds = false;
        Instance row;
        if (!agree(u"upsert "_s + textOf(values), succeeds,
                   [&] { row = wait(m_model->upsert(values)).first; }))
            return false;
        if (!succeeds)
            return true;
        if (!there)
            return keep(row, fresh);
        Row &stored = m_judge.rows[*there];
        stored = all.over(stored);
        m_judge.count(stored);
        return row.get<qint64>("id") == *there;
    }
    bool destroyRow()
    {
        Read *read = anyRead();
        if (!read)
            return true;
        const Traits &traits = m_judge.traits;
        const bool isForced = !traits.isParanoid || chance(20);
        const bool writes = isForced || !read->row.isDeleted;
        bool succeeds = !m_judge.isRefused(read->row);
        if (!isForced && writes && m_judge.breaksRowRule(read->row))
            succeeds = false;
        const bool mayBeGone = isForced && !traits.hasVersion;
        if (writes && !mayBeGone && !m_judge.isFresh(read->key, read->row))
            succeeds = false;
        Instance answer;
        if (!agree(u"destroy row %1%2"_s.arg(read->key).arg(isForced ? u" by force"_s : QString()),
                   succeeds, [&] { answer = wait(read->instance.destroy({.force = isForced})); }))
            return false;
        if (!succeeds || !writes)
            return true;
        if (isForced) {
            m_judge.rows.erase(read->key);
            return true;
        }
        mark(*read, answer, true);
        return true;
    }
    bool restoreRow()
    {
        Read *read = m_judge.traits.isParanoid ? anyRead() : nullptr;
        if (!read)
            return true;
        const bool writes = read->row.isDeleted;
        const bool succeeds =
            !writes || (!m_judge.breaksRowRule(read->row) && m_judge.isFresh(read->key, read->row));
        Instance answer;
        if (!agree(u"restore row %1"_s.arg(read->key), succeeds,
                   [&] { answer = wait(read->instance.restore()); }))
            return false;
        if (succeeds && writes)
            mark(*read, answer, false);
        return true;
    }
    void mark(Read &read, const Instance &answer, bool isDeleted)
    {
        for (Row *row : {&m_judge.rows[read.key], &read.row}) {
            row->isDeleted = isDeleted;
            m_judge.count(*row);
        }
        read.instance = answer;
    }
    bool update()
    {
        const Given all = given();
        const Condition where = condition();
        if (all.isEmpty())
            return true;
        const std::vector<qint64> keys = m_judge.matching(where, true, false);
        bool succeeds = !m_judge.breaksRule(all) && !m_judge.breaksRowRule(all.over({}));
        if (all.code && *all.code && !keys.empty())
            succeeds = succeeds && keys.size() == 1 && !m_judge.isTaken(*all.code, keys.front());
        qint64 count = -1;
        if (!agree(u"update "_s + textOf(all.values()) + u" where "_s + describe(where), succeeds,
                   [&] { count = wait(m_model->update(all.values(), {.where = where.where()})); }))
            return false;
        if (!succeeds)
            return true;
        for (const qint64 key : keys) {
            m_judge.rows[key] = all.over(m_judge.rows[key]);
            m_judge.count(m_judge.rows[key]);
        }
        return count == qint64(keys.size());
    }
    bool destroy()
    {
        const Condition where = condition();
        const bool isForced = !m_judge.traits.isParanoid || chance(30);
        const std::vector<qint64> keys = m_judge.matching(where, true, isForced);
        qint64 count = -1;
        if (!agree(u"destroy%1 where "_s.arg(isForced ? u" by force"_s : QString())
                       + describe(where),
                   true, [&] {
                       count = wait(m_model->destroy({.where = where.where(), .force = isForced}));
                   }))
            return false;
        for (const qint64 key : keys) {
            if (isForced) {
                m_judge.rows.erase(key);
                continue;
            }
            m_judge.rows[key].isDeleted = true;
            m_judge.count(m_judge.rows[key]);
        }
        return count == qint64(keys.size());
    }
    bool restore()
    {
        if (!m_judge.traits.isParanoid)
            return true;
        const Condition where = condition();
        const std::vector<qint64> keys = m_judge.matching(where, false, true);
        if (!agree(u"restore where "_s + describe(where), true,
                   [&] { (void)wait(m_model->restore({.where = where.where()})); }))
            return false;
        for (const qint64 key : keys) {
            m_judge.rows[key].isDeleted = false;
            m_judge.count(m_judge.rows[key]);
        }
        return true;
    }
    bool increment()
    {
        const Condition where = condition();
        const int by = 1 + below(3);
        const std::vector<qint64> keys = m_judge.matching(where, true, true);
        if (!agree(u"increment by %1 where "_s.arg(by) + describe(where), true, [&] {
                (void)wait(m_model->increment("n", {.by = double(by), .where = where.where()}));
            }))
            return false;
        for (const qint64 key : keys) {
            Row &row = m_judge.rows[key];
            if (row.n)
                row.n = *row.n + by;
            m_judge.count(row);
        }
        return true;
    }
    [[nodiscard]] static QString describe(const Condition &where)
    {
        return u"id %1, n >= %2, name %3"_s.arg(
            where.id ? QString::number(*where.id) : u"-"_s,
            where.least ? QString::number(*where.least) : u"-"_s, where.name.value_or(u"-"_s));
    }

    std::mt19937 m_random;
    Judge m_judge;
    std::vector<Read> m_read;
    QStringList m_said;
    Sequelize m_db{"sqlite::memory:", {.logging = nullptr}};
    Model *m_model = nullptr;
};

} // namespace

void TestPrograms::leaveTheSameTable()
{
    constexpr int usual = 300;
    constexpr int calls = 20;
    bool isSaid = false;
    const int said = qEnvironmentVariableIntValue("PROGRAMS", &isSaid);
    const int first = qEnvironmentVariableIntValue("SEED");
    for (int seed = first; seed < first + (isSaid ? said : usual); ++seed) {
        Program program{unsigned(seed)};
        bool isSame = true;
        const auto run = [&] {
            for (int i = 0; isSame && i < calls; ++i)
                isSame = program.step() && program.isSame();
        };
        // On the caller's thread, where a call waits for a worker, and on a worker, where it is
        // made at once.
        if (seed % 2 == 0)
            run();
        else
            wait(program.database().run(run));
        QVERIFY2(isSame, qPrintable(u"SEED=%1 PROGRAMS=1\n%2"_s.arg(seed).arg(program.text())));
    }
}

QTEST_GUILESS_MAIN(TestPrograms)
#include "tst_programs.moc"
