#include "app/csv/csvreader.h"
#include "orm/core/utf8.h"
#include "orm/orm.h"
#include "support/hostiletext.h"
#include "ui/export/exporttable.h"
#include "ui/export/rowwriter.h"
#include "ui/export/safecell.h"

#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

constexpr quint32 seed = 20'261'128;

using Row = std::vector<QVariant>;

} // namespace

/// Writes rows of hostile values in each format, and has another program read them.
class TestRowWriter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void csvKeepsEveryText();
    void csvIsSafeInASpreadsheet_data();
    void csvIsSafeInASpreadsheet();
    void csvLeavesNegativeNumbersAlone();
    void jsonIsReadByQt();
    void sqlIsRunBySqlite();
    void markdownKeepsOneLineARow();
    void codeIsACallOfTheOrm();
    void xlsxIsReadByAnotherProgram();
    void xlsxTurnsToANextSheet();
    void pdfHasPages();
    void failsWhereTheDeviceDoes_data();
    void failsWhereTheDeviceDoes();
    void knowsFormatsBySuffix();

private:
    [[nodiscard]] QByteArray written(ui::RowFormat format, const std::vector<Row> &rows) const;
    [[nodiscard]] std::vector<Row> randomRows(int count) const;

    Sequelize m_db{{.logging = nullptr}};
    Model *m_thing = nullptr;
    ui::ExportTable m_table;
    QTemporaryDir m_folder;
};

void TestRowWriter::initTestCase()
{
    m_thing = &m_db.define("Thing",
                           {{"id", {.type = DataTypes::INTEGER, .primaryKey = true}},
                            {"name", DataTypes::TEXT},
                            {"price", DataTypes::DECIMAL(12, 2)},
                            {"ratio", DataTypes::DOUBLE},
                            {"isNew", DataTypes::BOOLEAN},
                            {"soldAt", DataTypes::DATE},
                            {"day", DataTypes::DATEONLY},
                            {"image", DataTypes::BLOB}},
                           {.tableName = "things", .timestamps = false});
    m_table = ui::exportTable(*m_thing);
}

QByteArray TestRowWriter::written(ui::RowFormat format, const std::vector<Row> &rows) const
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const std::unique_ptr<ui::RowWriter> writer = ui::makeRowWriter(format, m_table, buffer);
    writer->begin();
    for (const Row &row : rows)
        writer->add(row);
    writer->end();
    return buffer.data();
}

std::vector<Row> TestRowWriter::randomRows(int count) const
{
    QRandomGenerator random(seed);
    const auto orNull = [&random](const QVariant &value) {
        return random.bounded(5) == 0 ? null() : value;
    };
    std::vector<Row> rows;
    for (qint64 id = 1; id <= count; ++id) {
        const QDateTime moment = QDateTime::fromMSecsSinceEpoch(
            qint64(random.bounded(2'000'000'000)) * 1'000 + 7, Qt::UTC);
        const QByteArray bytes = QByteArray::number(random.generate64()) + '\0' + char(0xFF);
        rows.push_back(
            {id, orNull(hostileText(random)),
             orNull(QVariant::fromValue(Decimal(qint64(random.generate()) - 2'000'000'000, 2))),
             orNull(random.generateDouble() * 1e6 - 5e5), orNull(random.bounded(2) == 1),
             orNull(moment), orNull(moment.date()), orNull(bytes)});
    }
    return rows;
}

void TestRowWriter::csvKeepsEveryText()
{
    QRandomGenerator random(seed);
    for (const ui::RowFormat format : {ui::RowFormat::Csv, ui::RowFormat::Tsv}) {
        std::vector<Row> rows;
        for (qint64 id = 1; id <= 4'000; ++id) {
            const QString text = hostileText(random);
            rows.push_back({id, random.bounded(10) == 0 ? null() : QVariant(text), null(), null(),
                            null(), null(), null(), null()});
        }

        QByteArray bytes = written(format, rows);

        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        CsvReader reader(buffer, {.separator = format == ui::RowFormat::Csv ? ',' : '\t'});
        CsvRow read;
        QVERIFY(reader.next(read));
        QCOMPARE(read.cells.first(), u"id"_s);
        for (const Row &row : rows) {
            const QString about = u"seed %1, row %2"_s.arg(seed).arg(row.front().toInt());
            QVERIFY2(reader.next(read), qPrintable(about));
            QVERIFY2(!read.isMisquoted, qPrintable(about));
            QCOMPARE(read.cells.size(), qsizetype(row.size()));
            const QString cell = read.cells.at(1);
            const auto [text, isLiteral] = ui::plainCell(cell);
            if (row.at(1).isNull())
                QVERIFY2(text.isEmpty() && !isLiteral, qPrintable(about));
            else
                QVERIFY2(text == row.at(1).toString() && (!text.isEmpty() || isLiteral),
                         qPrintable(about + u": "_s + cell));
        }
        QVERIFY(!reader.next(read));
    }
}

void TestRowWriter::csvIsSafeInASpreadsheet_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {u"=1+1"_s, u"+1"_s, u"-1"_s, u"@SUM(A1)"_s, u"\t=1"_s, u"\r=1"_s, u"'=1"_s, u"''@x"_s})
        QTest::newRow(qPrintable(text)) << text;
}

void TestRowWriter::csvIsSafeInASpreadsheet()
{
    QFETCH(QString, text);

    const QString cell = ui::safeCell(text);

    QCOMPARE(cell, u'\'' + text);
    QCOMPARE(ui::plainCell(cell).text, text);
}

void TestRowWriter::csvLeavesNegativeNumbersAlone()
{
    const QByteArray bytes =
        written(ui::RowFormat::Csv, {{qint64(-3), u"-3"_s, QVariant::fromValue(Decimal(-1250, 2)),
                                      -0.5, null(), null(), null(), null()}});

    QVERIFY2(bytes.endsWith("\r\n-3,'-3,-12.50,-0.5,,,,\r\n"), bytes.constData());
}

void TestRowWriter::jsonIsReadByQt()
{
    const std::vector<Row> rows = randomRows(2'000);

    const QByteArray bytes = orm::jsonWithMarks(written(ui::RowFormat::Json, rows));

    QJsonParseError error;
    const QJsonArray read = QJsonDocument::fromJson(bytes, &error).array();
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    QCOMPARE(read.size(), qsizetype(rows.size()));
    for (qsizetype i = 0; i < read.size(); ++i) {
        const QJsonObject object = read.at(i).toObject();
        const Row &row = rows.at(size_t(i));
        QCOMPARE(object.value(u"id"_s).toInteger(), row.at(0).toLongLong());
        QCOMPARE(object.value(u"name"_s).isNull(), row.at(1).isNull());
        if (!row.at(1).isNull())
            QCOMPARE(object.value(u"name"_s).toString(), row.at(1).toString());
        if (!row.at(2).isNull())
            QCOMPARE(Decimal::fromDouble(object.value(u"price"_s).toDouble(), 2),
                     row.at(2).value<Decimal>());
        if (!row.at(3).isNull())
            QCOMPARE(object.value(u"ratio"_s).toDouble(), row.at(3).toDouble());
        if (!row.at(5).isNull())
            QCOMPARE(QDateTime::fromString(object.value(u"soldAt"_s).toString(), Qt::ISODateWithMs),
                     row.at(5).toDateTime());
        if (!row.at(7).isNull())
            QCOMPARE(QByteArray::fromBase64(object.value(u"image"_s).toString().toLatin1()),
                     row.at(7).toByteArray());
    }
    QCOMPARE(QJsonDocument::fromJson(written(ui::RowFormat::Json, {})).array().size(), 0);
}

void TestRowWriter::sqlIsRunBySqlite()
{
    const std::vector<Row> rows = randomRows(1'050);
    const QString file = m_folder.filePath(u"run.sqlite"_s);

    const QByteArray script = written(ui::RowFormat::Sql, rows);

    sqlite3 *handle = nullptr;
    char *problem = nullptr;
    QCOMPARE(sqlite3_open(QFile::encodeName(file).constData(), &handle), SQLITE_OK);
    const int code = sqlite3_exec(handle, script.constData(), nullptr, nullptr, &problem);
    QVERIFY2(code == SQLITE_OK, problem);
    sqlite3_close(handle);
    Sequelize database({.storage = file, .logging = nullptr, .mustExist = true});
    Model &thing = database.define("Thing", m_thing->attributes(),
                                   {.tableName = "things", .timestamps = false});
    const QList<Instance> read = thing.findAll({.order = {"id"}}).result();
    QCOMPARE(read.size(), qsizetype(rows.size()));
    for (qsizetype i = 0; i < read.size(); ++i)
        for (size_t column = 0; column < rows.at(size_t(i)).size(); ++column) {
            const QVariant value = read.at(i).get(Text(m_table.columns.at(qsizetype(column)).name));
            const QVariant expected = rows.at(size_t(i)).at(column);
            const bool isSame = holdsDecimal(expected)
                                    ? value.value<Decimal>() == expected.value<Decimal>()
                                    : value == expected;
            QVERIFY2(
                isSame,
                qPrintable(
                    u"seed %1, row %2, column %3: %4, not %5"_s.arg(seed).arg(i).arg(column).arg(
                        value.toString(), expected.toString())));
        }
}

void TestRowWriter::markdownKeepsOneLineARow()
{
    const std::vector<Row> rows = randomRows(500);

    const QByteArray text = written(ui::RowFormat::Markdown, rows);
    const QByteArray one = written(
        ui::RowFormat::Markdown, {{qint64(1), u"a|b*c\nd"_s, QVariant::fromValue(Decimal(1250, 2)),
                                   null(), true, null(), null(), null()}});

    QCOMPARE(text.count('\n'), qsizetype(rows.size() + 2));
    QCOMPARE(one, "| id | name | price | ratio | isNew | soldAt | day | image |\n"
                  "| ---: | --- | ---: | ---: | --- | --- | --- | --- |\n"
                  "| 1 | a\\|b\\*c<br>d | 12.50 |  | true |  |  |  |\n"_ba);
}

void TestRowWriter::codeIsACallOfTheOrm()
{
    const Row one{qint64(1),
                  u"a\"b\\\n\u0001"
                  "1"_s,
                  QVariant::fromValue(Decimal(1250, 2)),
                  null(),
                  true,
                  null(),
                  null(),
                  null()};
    const Row two{
        qint64(2), null(), QVariant::fromValue(*Decimal::fromString(u"12345678901234567.25")),
        null(),    null(), null(),
        null(),    "ab"_ba};

    const QByteArray create = written(ui::RowFormat::Code, {one});
    const QByteArray bulk = written(ui::RowFormat::Code, {one, two});

    QCOMPARE(
        create,
        R"(Thing.create({{"id", 1}, {"name", "a\"b\\\n\0011"}, {"price", 12.50}, {"isNew", true}});)"
        "\n"_ba);
    QCOMPARE(bulk, R"(Thing.bulkCreate({
    {{"id", 1}, {"name", "a\"b\\\n\0011"}, {"price", 12.50}, {"isNew", true}},
    {{"id", 2}, {"price", "12345678901234567.25"}, {"image", QByteArray::fromBase64("YWI=")}}
});
)"_ba);
}

void TestRowWriter::xlsxIsReadByAnotherProgram()
{
    if (QStandardPaths::findExecutable(u"python3"_s).isEmpty())
        QSKIP("There is no python3.");
    std::vector<Row> rows = randomRows(300);
    QFile file(m_folder.filePath(u"book.xlsx"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(written(ui::RowFormat::Xlsx, rows));
    file.close();

    // Prints each cell as a line: its place, its type, and its text in JSON.
    const QString script = uR"(
import sys, re, json, zipfile
import xml.etree.ElementTree as tree
n = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
for name in book.namelist():
    tree.fromstring(book.read(name))
sheet = tree.fromstring(book.read('xl/worksheets/sheet1.xml'))
print('frozen', sheet.find(f'.//{n}pane').get('ySplit'))
def plain(text):
    return re.sub(r'_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m.group(1), 16)), text)
for cell in sheet.iter(n + 'c'):
    assert cell.find(n + 'f') is None
    value = cell.find(n + 'v')
    kind = cell.get('t', 'n')
    text = ''.join(t.text or '' for t in cell.iter(n + 't')) if kind == 'inlineStr' else value.text
    print(cell.get('r'), kind, json.dumps(plain(text) if kind == 'inlineStr' else text))
)"_s;
    QProcess python;
    python.start(u"python3"_s, {u"-c"_s, script, file.fileName()});
    QVERIFY(python.waitForFinished(60'000));
    const QByteArray errors = python.readAllStandardError();
    QVERIFY2(python.exitCode() == 0, errors.constData());

    QMap<QByteArray, std::pair<QByteArray, QString>> cells;
    const QList<QByteArray> lines = python.readAllStandardOutput().split('\n');
    QCOMPARE(lines.first(), "frozen 1"_ba);
    for (const QByteArray &line : lines.sliced(1)) {
        const QList<QByteArray> parts = line.split(' ');
        if (parts.size() < 3)
            continue;
        const QByteArray json =
            '[' + line.sliced(parts.at(0).size() + parts.at(1).size() + 2) + ']';
        cells[parts.at(0)] = {parts.at(1), QJsonDocument::fromJson(json).array().at(0).toString()};
    }
    QCOMPARE(cells.value("B1"_ba).second, u"name"_s);
    for (size_t i = 0; i < rows.size(); ++i) {
        const QByteArray row = QByteArray::number(i + 2);
        const QString about = u"seed %1, row %2"_s.arg(seed).arg(i);
        QCOMPARE(cells.value("A" + row), std::pair("n"_ba, QString::number(i + 1)));
        const QVariant name = rows.at(i).at(1);
        if (name.isNull() || name.toString().isEmpty()) {
            QVERIFY2(!cells.contains("B" + row) || name.toString().isEmpty(), qPrintable(about));
        } else {
            // XML has one line end.
            const QString expected =
                name.toString().replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
            const QString read =
                cells.value("B" + row).second.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
            QVERIFY2(read == expected, qPrintable(about + u": "_s + read + u" not "_s + expected));
            QCOMPARE(cells.value("B" + row).first, "inlineStr"_ba);
        }
        if (!rows.at(i).at(2).isNull()) {
            QCOMPARE(cells.value("C" + row).first, "n"_ba);
            QCOMPARE(Decimal::fromDouble(cells.value("C" + row).second.toDouble(), 2),
                     rows.at(i).at(2).value<Decimal>());
        }
        if (!rows.at(i).at(4).isNull())
            QCOMPARE(cells.value("E" + row).first, "b"_ba);
        if (!rows.at(i).at(5).isNull())
            QVERIFY2(cells.value("F" + row).first == "n"_ba
                         && cells.value("F" + row).second.toDouble() > 25'569,
                     qPrintable(about));
    }
}

void TestRowWriter::xlsxTurnsToANextSheet()
{
    const Row row{qint64(1), null(), null(), null(), null(), null(), null(), null()};
    const std::vector<Row> rows(1'048'576, row); // one more than fits beside the names

    QFile file(m_folder.filePath(u"long.xlsx"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(written(ui::RowFormat::Xlsx, rows));
    file.close();

    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray all = file.readAll();
    QVERIFY(all.contains("xl/worksheets/sheet2.xml"));
    QVERIFY(!all.contains("xl/worksheets/sheet3.xml"));
}

void TestRowWriter::pdfHasPages()
{
    const QByteArray pdf = written(ui::RowFormat::Pdf, randomRows(120));

    QVERIFY(pdf.startsWith("%PDF-1."));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    const qsizetype pages = pdf.count("/Type /Page\n");
    QVERIFY2(pages >= 2 && pages < 10, qPrintable(QString::number(pages)));
}

void TestRowWriter::failsWhereTheDeviceDoes_data()
{
    QTest::addColumn<ui::RowFormat>("format");
    QTest::newRow("csv") << ui::RowFormat::Csv;
    QTest::newRow("json") << ui::RowFormat::Json;
    QTest::newRow("sql") << ui::RowFormat::Sql;
    QTest::newRow("markdown") << ui::RowFormat::Markdown;
    QTest::newRow("xlsx") << ui::RowFormat::Xlsx;
}

void TestRowWriter::failsWhereTheDeviceDoes()
{
    QFETCH(ui::RowFormat, format);
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const std::vector<Row> rows = randomRows(50);

    const std::unique_ptr<ui::RowWriter> writer = ui::makeRowWriter(format, m_table, full);
    const auto write = [&] {
        writer->begin();
        for (const Row &row : rows)
            writer->add(row);
        writer->end();
    };

    QVERIFY_THROWS_EXCEPTION(BaseError, write());
}

void TestRowWriter::knowsFormatsBySuffix()
{
    QCOMPARE(ui::rowFormatOf(u"/a.b/Books.CSV"_s), ui::RowFormat::Csv);
    QCOMPARE(ui::rowFormatOf(u"books.xlsx"_s), ui::RowFormat::Xlsx);
    QVERIFY(!ui::rowFormatOf(u"books"_s));
    QVERIFY(!ui::rowFormatOf(u"csv"_s));
    QCOMPARE(ui::suffixOf(ui::RowFormat::Markdown), u"md"_s);
}

QTEST_MAIN(TestRowWriter)
#include "tst_rowwriter.moc"
