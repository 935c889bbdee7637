#include "ui/bulk/bulkcommands.h"
#include "ui/edit/commandqueue.h"
#include "ui/export/exporter.h"
#include "ui/form/recordform.h"
#include "ui/keyedstock.h"
#include "ui/page/recordpage.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/table/recordtableview.h"

#include <QHBoxLayout>
#include <QSignalSpy>
#include <QTest>

/// The same steps on tables whose key is a text, a UUID, a number that people type, a decimal, a
/// day, or several attributes; judged by a map from keys to values.
class TestAnyKey : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void showsSortsAndFinds_data() { kinds(); }
    void showsSortsAndFinds();
    void exportsInOrder_data() { kinds(); }
    void exportsInOrder();
    void refusesAKeyThatIsTaken_data() { typedKinds(); }
    void refusesAKeyThatIsTaken();
    void refusesARowWithoutItsKey_data() { typedKinds(); }
    void refusesARowWithoutItsKey();
    void aStepThatWaitsFollowsTheKey_data() { typedKinds(); }
    void aStepThatWaitsFollowsTheKey();
    void keepsToItsModelAtRandom_data() { kinds(); }
    void keepsToItsModelAtRandom();

private:
    /// What a row holds beside its key, by the key.
    using State = std::map<QString, QString>;

    static void kinds();
    static void typedKinds();
    void open(int rows);
    void rest();
    [[nodiscard]] bool isAtRest() const;
    [[nodiscard]] ui::RecordTableModel &table() const
    {
        return *static_cast<ui::RecordTableModel *>(m_page->table()->model());
    }
    [[nodiscard]] QModelIndex cell(int row, const QString &attribute) const;
    [[nodiscard]] QStringList shownKeys();
    [[nodiscard]] State shown();
    [[nodiscard]] State stored() const;
    /// What is in one of both only.
    [[nodiscard]] static QStringList differences(const State &found, const State &expected);
    void select(int first, int last);
    void check(const State &expected);
    void step();
    void add(State &state);
    void editCell(State &state);
    void editKey(State &state);
    void editForm(State &state);
    void editMany(State &state);
    void removeSome(State &state);
    void bulk(State &state);
    [[nodiscard]] std::vector<qint64> someKeys(int count);
    [[nodiscard]] int anyRow() { return int(m_random.bounded(table().rowCount())); }
    [[nodiscard]] static QString valuesOf(const QString &name, const QVariant &price)
    {
        return u"%1;%2"_s.arg(name, price.value<orm::Decimal>().rounded(2).toString());
    }
    [[nodiscard]] static QString withName(const QString &values, const QString &name)
    {
        return name + values.mid(values.indexOf(u';'));
    }

    QRandomGenerator m_random;
    std::unique_ptr<KeyedStock> m_stock;
    std::unique_ptr<ui::CommandQueue> m_queue;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<ui::RecordPage> m_page;
    QStringList m_failures;
    QList<State> m_states; ///< Of the undo stack.
    qsizetype m_at = 0;    ///< Among them.
};

void TestAnyKey::initTestCase()
{
    if (qEnvironmentVariableIntValue("ON_POSTGRES") == 1)
        NEEDS_SERVER(PostgresDatabase);
}

void TestAnyKey::cleanup()
{
    m_page.reset();
    m_window.reset();
    m_queue.reset();
    m_stock.reset();
    m_failures.clear();
}

void TestAnyKey::kinds()
{
    typedKinds();
    QTest::newRow("uuid") << KeyKind::Uuid;
}

void TestAnyKey::typedKinds()
{
    QTest::addColumn<KeyKind>("kind");
    QTest::newRow("text") << KeyKind::Text;
    QTest::newRow("number of another name") << KeyKind::OtherNumber;
    QTest::newRow("decimal") << KeyKind::Decimal;
    QTest::newRow("day") << KeyKind::Day;
    QTest::newRow("text and number") << KeyKind::TextAndNumber;
    QTest::newRow("two numbers") << KeyKind::TwoNumbers;
}

void TestAnyKey::open(int rows)
{
    QFETCH(KeyKind, kind);
    const quint32 seed =
        qEnvironmentVariableIsSet("SEED") ? qEnvironmentVariable("SEED").toUInt() : 7;
    qInfo("seed %u", seed);
    m_random.seed(seed);
    m_stock = std::make_unique<KeyedStock>(kind);
    m_stock->fill(m_random, rows);
    m_queue = std::make_unique<ui::CommandQueue>();
    m_page = std::make_unique<ui::RecordPage>(m_stock->spec(), m_queue.get());
    connect(m_page.get(), &ui::RecordPage::failed, this,
            [this](const QString &text) { m_failures << text; });
    m_window = std::make_unique<QWidget>();
    auto *layout = new QHBoxLayout(m_window.get());
    layout->addWidget(m_page->table());
    layout->addWidget(m_page->form());
    m_window->resize(1'000, 500);
    m_window->show();
    rest();
}

bool TestAnyKey::isAtRest() const
{
    return !m_page->table()->isRestoring() && !m_page->isWriting() && table().isSettled()
           && !table().isAsking();
}

void TestAnyKey::rest()
{
    for (int i = 0; i < 2; ++i) {
        QCoreApplication::processEvents();
        QTRY_VERIFY_WITH_TIMEOUT(isAtRest(), 20'000);
    }
}

QModelIndex TestAnyKey::cell(int row, const QString &attribute) const
{
    for (int column = 0; column < table().columnCount(); ++column)
        if (table().field(column).attribute == attribute)
            return table().index(row, column);
    return {};
}

/// Of all rows, in the order of the table, once they are read.
QStringList TestAnyKey::shownKeys()
{
    QStringList keys;
    for (int row = 0; row < table().rowCount(); ++row) {
        const auto isThere = [&] {
            return !table().index(row, 0).data(ui::RecordTableModel::LoadingRole).toBool();
        };
        [&] { QTRY_VERIFY_WITH_TIMEOUT(isThere(), 20'000); }();
        if (const auto record = table().record(row))
            keys << m_stock->keyText(*record);
    }
    return keys;
}

TestAnyKey::State TestAnyKey::shown()
{
    State state;
    const QStringList keys = shownKeys();
    for (int row = 0; row < keys.size(); ++row)
        state[keys.at(row)] = valuesOf(cell(row, u"name"_s).data(Qt::EditRole).toString(),
                                       cell(row, u"price"_s).data(Qt::EditRole));
    return state;
}

TestAnyKey::State TestAnyKey::stored() const
{
    State state;
    for (const orm::Instance &row : m_stock->model().findAll().result())
        state[m_stock->keyText(row)] = valuesOf(row.get<QString>("name"), row.get("price"));
    return state;
}

QStringList TestAnyKey::differences(const State &found, const State &expected)
{
    QStringList all;
    for (const auto &[key, values] : found)
        if (const auto same = expected.find(key); same == expected.end() || same->second != values)
            all << u"found %1: %2"_s.arg(key, values);
    for (const auto &[key, values] : expected)
        if (const auto same = found.find(key); same == found.end() || same->second != values)
            all << u"expected %1: %2"_s.arg(key, values);
    return all;
}

void TestAnyKey::select(int first, int last)
{
    m_page->table()->setCurrentIndex(table().index(first, 0));
    m_page->table()->selectionModel()->select(
        QItemSelection(table().index(first, 0), table().index(last, table().columnCount() - 1)),
        QItemSelectionModel::ClearAndSelect);
    rest();
}

std::vector<qint64> TestAnyKey::someKeys(int count)
{
    const int first = int(m_random.bounded(table().rowCount() - count));
    return *table().keys({{first, first + count - 1}});
}

void TestAnyKey::check(const State &expected)
{
    QCOMPARE(differences(stored(), expected).join(u'\n'), QString());
    // Pages are shown as they were until they are read again.
    QTRY_COMPARE_WITH_TIMEOUT(differences(shown(), expected).join(u'\n'), QString(), 20'000);
    QCOMPARE(shownKeys(), m_stock->keysInOrder({.order = m_stock->keyOrder()}));
}

void TestAnyKey::showsSortsAndFinds()
{
    open(600); // three pages
    QCOMPARE(shownKeys(), m_stock->keysInOrder({.order = m_stock->keyOrder()}));

    const int name = cell(0, u"name"_s).column();
    table().sort(name, Qt::DescendingOrder);
    rest();
    std::vector<orm::OrderTerm> terms{{"name", "DESC"}};
    for (const QString &key : m_stock->keys())
        terms.emplace_back(orm::Text(key), "DESC");
    QCOMPARE(shownKeys(), m_stock->keysInOrder({.order = orm::Order(terms)}));

    const orm::Where found{{"name", orm::Op::startsWith("Name 1")}};
    m_page->setFilter(found);
    rest();
    QCOMPARE(shownKeys(), m_stock->keysInOrder({.where = found, .order = orm::Order(terms)}));
}

void TestAnyKey::exportsInOrder()
{
    open(1'100);
    const auto exported = [this](const ui::RowChoice &choice) {
        ui::Exporter exporter;
        QString text;
        connect(&exporter, &ui::Exporter::textDone, this,
                [&text](const QByteArray &bytes) { text = QString::fromUtf8(bytes); });
        exporter.writeText({ui::exportTable(m_stock->spec()), choice}, ui::RowFormat::Json);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!exporter.isRunning(), 20'000); }();
        QStringList keys;
        const QJsonArray rows = QJsonDocument::fromJson(text.toUtf8()).array();
        for (const auto &row : rows) {
            QStringList parts;
            for (const QString &key : m_stock->keys())
                parts << (key == u"amount" ? QString::number(row[key].toDouble(), 'f', 2)
                                           : row[key].toVariant().toString());
            keys << parts.join(u'|');
        }
        return keys;
    };

    QCOMPARE(exported(m_page->allRows()), m_stock->keysInOrder({.order = m_stock->keyOrder()}));
    select(700, 1'090);
    QCOMPARE(exported(*m_page->selectedRows()), shownKeys().mid(700, 391));
}

void TestAnyKey::refusesAKeyThatIsTaken()
{
    open(20);
    const State before = stored();
    const orm::Instance first = *table().record(0);

    orm::Values taken{{"name", "Another"}};
    for (const QString &key : m_stock->keys())
        taken.set(key, orm::Operand(first.get(key)));
    m_page->addRecord(taken, {});
    m_page->saveForm();
    rest();

    QCOMPARE(stored(), before);
    QCOMPARE(m_failures.size(), 1);
}

void TestAnyKey::refusesARowWithoutItsKey()
{
    open(20);
    const State before = stored();

    m_page->addRecord({{"name", "No key"}}, {});
    m_page->saveForm();
    rest();
    QCOMPARE(stored(), before);
    QVERIFY(!m_failures.isEmpty());
}

void TestAnyKey::aStepThatWaitsFollowsTheKey()
{
    open(20);
    State expected = stored();
    const orm::Instance old = *table().record(3);
    const orm::Values key = m_stock->freshKey(m_random);
    const QString typed = key.begin()->attribute;

    table().edit(cell(3, typed), *key.begin()->value.data(), old);
    table().edit(cell(3, u"name"_s), u"Quick"_s, *table().record(3)); // and does not wait
    rest();

    orm::Instance moved = m_stock->model().build(key);
    QString text = m_stock->keyText(moved);
    if (m_stock->keys().size() > 1) {
        QStringList parts = m_stock->keyText(old).split(u'|');
        parts[0] = m_stock->keyText(moved).split(u'|').first();
        text = parts.join(u'|');
    }
    const QString values = expected[m_stock->keyText(old)];
    expected.erase(m_stock->keyText(old));
    expected[text] = withName(values, u"Quick"_s);
    QCOMPARE(m_failures, QStringList());
    check(expected);
    m_queue->undo();
    m_queue->undo();
    rest();
    expected.erase(text);
    expected[m_stock->keyText(old)] = values;
    check(expected);
}

void TestAnyKey::add(State &state)
{
    orm::Values row = m_stock->isMadeByDatabase() ? orm::Values() : m_stock->freshKey(m_random);
    row.set(u"name"_s, orm::Operand(u"Added %1"_s.arg(m_random.bounded(100))));
    row.set(u"price"_s, orm::Operand(orm::Decimal(m_random.bounded(900), 2)));
    const State before = stored();
    if (!m_stock->isMadeByDatabase()
        && before.contains(m_stock->keyText(m_stock->model().build(row))))
        return add(state);
    m_page->addRecord(row, {});
    m_page->saveForm();
    rest();
    for (const auto &[key, values] : stored()) // the database may have made the key
        if (!before.contains(key))
            state[key] =
                valuesOf(row.find(u"name"_s)->data()->toString(), *row.find(u"price"_s)->data());
}

void TestAnyKey::editCell(State &state)
{
    const int row = anyRow();
    const QString key = shownKeys().at(row);
    const QString name = u"Cell %1"_s.arg(m_random.bounded(1'000'000));
    QVERIFY(table().setData(cell(row, u"name"_s), name));
    rest();
    state[key] = withName(state[key], name);
}

void TestAnyKey::editKey(State &state)
{
    if (m_stock->isMadeByDatabase())
        return editCell(state);
    const int row = anyRow();
    const QString old = shownKeys().at(row);
    const QStringList keys = m_stock->keys();
    const qsizetype part = m_random.bounded(int(keys.size()));
    const orm::Values fresh = m_stock->freshKey(m_random);
    QStringList parts = old.split(u'|');
    parts[part] = m_stock->keyText(m_stock->model().build(fresh)).split(u'|').at(part);
    const QString moved = parts.join(u'|');
    if (state.contains(moved))
        return editKey(state);
    select(row, row);
    QVERIFY(table().setData(cell(row, keys.at(part)), *fresh.find(keys.at(part))->data()));
    rest();
    state[moved] = state[old];
    state.erase(old);
    QTRY_VERIFY(m_page->selectedRecord());
    QCOMPARE(m_stock->keyText(*m_page->selectedRecord()), moved);
}

void TestAnyKey::editForm(State &state)
{
    const int row = anyRow();
    const QString key = shownKeys().at(row);
    const QString name = u"Form %1"_s.arg(m_random.bounded(1'000'000));
    select(row, row);
    auto *edit = m_page->form()->findChild<QLineEdit *>(u"nameEdit"_s);
    QTRY_COMPARE(edit->text(), state[key].section(u';', 0, 0));
    edit->selectAll();
    QTest::keyClicks(edit, name);
    m_page->saveForm();
    rest();
    state[key] = withName(state[key], name);
}

void TestAnyKey::editMany(State &state)
{
    const int row = int(m_random.bounded(table().rowCount() - 4));
    const QStringList keys = shownKeys().mid(row, 3);
    const QString name = u"Many %1"_s.arg(m_random.bounded(1'000'000));
    select(row, row + 2);
    QTRY_COMPARE(m_page->form()->keys(), *table().keys({{row, row + 2}}));
    auto *edit = m_page->form()->findChild<QLineEdit *>(u"nameEdit"_s);
    edit->selectAll();
    QTest::keyClicks(edit, name);
    m_page->saveForm();
    rest();
    for (const QString &key : keys)
        state[key] = withName(state[key], name);
}

void TestAnyKey::removeSome(State &state)
{
    const int row = int(m_random.bounded(table().rowCount() - 4));
    const int count = 1 + int(m_random.bounded(3));
    for (const QString &key : shownKeys().mid(row, count))
        state.erase(key);
    select(row, row + count - 1);
    m_page->deleteSelected();
    rest();
}

void TestAnyKey::bulk(State &state)
{
    const bool isUpdate = m_random.bounded(2) == 0;
    const std::vector<qint64> keys = someKeys(isUpdate ? 60 : 5);
    ui::BulkTarget target;
    if (m_random.bounded(2) == 0)
        target.keys = std::make_shared<const std::vector<qint64>>(keys);
    else
        target.where = {{"name", orm::Op::startsWith("Name 1")}};
    const QString prefix = u"B%1 "_s.arg(m_random.bounded(1'000));
    for (int row = 0; row < table().rowCount(); ++row) {
        const QString key = m_stock->keyText(*table().record(row));
        const bool isMeant = target.keys ? std::ranges::count(keys, *table().keyAt(row)) > 0
                                         : state[key].startsWith(u"Name 1"_s);
        if (isMeant && !isUpdate)
            state.erase(key);
        else if (isMeant)
            state[key].replace(u"Name"_s, prefix);
    }
    if (isUpdate)
        m_queue->perform(std::make_unique<ui::BulkUpdateCommand>(
            m_stock->spec(),
            ui::BulkChanges{{.attribute = u"name"_s,
                             .operation = ui::BulkChange::Operation::ReplaceText,
                             .value = prefix,
                             .text = u"Name"_s}},
            target, ui::BulkUpdateCommand::Told()));
    else
        m_queue->perform(std::make_unique<ui::BulkDeleteCommand>(m_stock->spec(), target));
    rest();
}

void TestAnyKey::step()
{
    State state = m_states.at(m_at);
    const int kind = int(m_random.bounded(9));
    if (qEnvironmentVariableIsSet("STEPS"))
        qInfo("step %d", kind);
    switch (kind) {
    case 0: add(state); break;
    case 1: editCell(state); break;
    case 2: editKey(state); break;
    case 3: editForm(state); break;
    case 4: editMany(state); break;
    case 5: removeSome(state); break;
    case 6: bulk(state); break;
    case 7:
        if (m_at > 0)
            --m_at;
        m_queue->undo();
        return rest();
    default:
        if (m_at + 1 < m_states.size())
            ++m_at;
        m_queue->redo();
        return rest();
    }
    m_states.resize(m_at + 1);
    m_states << state;
    ++m_at;
}

void TestAnyKey::keepsToItsModelAtRandom()
{
    open(280);
    m_states = {stored()};
    m_at = 0;
    const int steps =
        qEnvironmentVariableIsSet("STEPS") ? qEnvironmentVariableIntValue("STEPS") : 20;

    for (int i = 0; i < steps; ++i) {
        step();
        QCOMPARE(m_failures, QStringList());
        check(m_states.at(m_at));
        if (QTest::currentTestFailed())
            return;
    }
    while (m_at > 0) {
        m_queue->undo();
        rest();
        QCOMPARE(differences(stored(), m_states.at(--m_at)).join(u'\n'), QString());
    }
    check(m_states.first());
}

QTEST_MAIN(TestAnyKey)

#include "tst_anykey.moc"
