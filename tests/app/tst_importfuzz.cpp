#include "app/csv/csvreader.h"
#include "app/import/importnumber.h"
#include "app/import/importsurvey.h"
#include "orm/core/error.h"

#include <QtTest>

#include <QBuffer>

#include <random>

using namespace Qt::StringLiterals;

/// Feeds the reader with files that are made by chance, a few thousand in every run and for as many
/// seconds as FUZZ_SECONDS says. FUZZ_SEED is the first seed; each file has one of its own, which
/// is told when it fails.
class TestImportFuzz : public QObject
{
    Q_OBJECT

private slots:
    void readsTheSameWhateverThePieces();
    void readsASoundRowBehindAnything();
    void readsWhatAWriterWrote();
    void readsNumbersAsTheyWereWritten();
    void neverMakesUpDigits();

private:
    /// Calls `test` with one source of chance after the other.
    template<typename Test>
    static void fuzz(Test test);
};

namespace {

using Chance = std::mt19937;

int below(Chance &chance, int end)
{
    return int(chance() % unsigned(end));
}

/// Gives a few bytes at a time, as a slow disk may.
class Trickle : public QIODevice
{
public:
    Trickle(QByteArray bytes, int most)
        : m_bytes(std::move(bytes))
        , m_most(most)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] bool atEnd() const override { return m_at == m_bytes.size(); }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 size = std::min({most, qint64(m_most), qint64(m_bytes.size() - m_at)});
        std::copy_n(m_bytes.constData() + m_at, size, data);
        m_at += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    int m_most;
    qint64 m_at = 0;
};

QList<CsvRow> rowsFrom(QIODevice &device, const CsvFormat &format)
{
    CsvReader reader(device, format);
    QList<CsvRow> rows;
    for (CsvRow row; reader.next(row);)
        rows << row;
    return rows;
}

QList<CsvRow> rowsOf(QByteArray bytes, const CsvFormat &format)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    return rowsFrom(buffer, format);
}

/// Pieces that trouble readers, and now and then any byte.
QByteArray anyBytes(Chance &chance)
{
    static const QList<QByteArray> pieces = {"\"",
                                             "\"\"",
                                             ",",
                                             ";",
                                             "\n",
                                             "\r",
                                             "\r\n",
                                             " ",
                                             "a",
                                             "12.50",
                                             "1,234",
                                             "title,author,price\n",
                                             "\"a\",b\n",
                                             "\xEF\xBB\xBF",
                                             "\xC3",
                                             "\xA9",
                                             "é",
                                             "😀",
                                             "sep=;\n",
                                             QByteArray(1, '\0'),
                                             "\xFF",
                                             "\xFE",
                                             "\t",
                                             "|",
                                             "\"x\n",
                                             ",\"",
                                             "\",",
                                             "\"\n",
                                             QByteArray(300, 'y')};
    QByteArray bytes;
    for (int left = below(chance, 60); left > 0; --left)
        bytes += below(chance, 10) == 0 ? QByteArray(1, char(below(chance, 256)))
                                        : pieces.at(below(chance, int(pieces.size())));
    if (below(chance, 200) == 0)
        bytes = bytes.repeated(3'000);
    return bytes;
}

CsvFormat anyFormat(Chance &chance)
{
    return {.encoding = TextEncoding(below(chance, 3)),
            .separator = QByteArray(",;\t|").at(below(chance, 4))};
}

QString anyCell(Chance &chance)
{
    static const QStringList pieces = {u"\""_s, u","_s, u";"_s, u"\n"_s, u"\r\n"_s,
                                       u" "_s,  u"é"_s, u"😀"_s, u"x"_s};
    QString cell;
    for (int left = below(chance, 6); left > 0; --left)
        cell += pieces.at(below(chance, int(pieces.size())));
    return cell;
}

QString digitsOf(const QString &text)
{
    QString digits;
    for (const QChar c : text)
        if (c >= u'0' && c <= u'9')
            digits += c;
    return digits;
}

/// `whole` with `mark` before every three digits from the right.
QString grouped(QString whole, const QString &mark)
{
    for (qsizetype at = whole.size() - 3; at > 0; at -= 3)
        whole.insert(at, mark);
    return whole;
}

} // namespace

template<typename Test>
void TestImportFuzz::fuzz(Test test)
{
    constexpr int fewest = 1'000;
    const qint64 seconds = qEnvironmentVariableIntValue("FUZZ_SECONDS");
    const unsigned first = unsigned(qEnvironmentVariableIntValue("FUZZ_SEED"));
    QElapsedTimer timer;
    timer.start();
    unsigned seed = first;
    for (; seed - first < fewest || timer.elapsed() < seconds * 1'000; ++seed) {
        Chance chance(seed);
        test(chance);
        if (QTest::currentTestFailed()) {
            qWarning("FUZZ_SEED=%u", seed);
            return;
        }
    }
    qInfo("%u files", seed - first);
}

void TestImportFuzz::readsTheSameWhateverThePieces()
{
    fuzz([](Chance &chance) {
        const QByteArray bytes = anyBytes(chance);
        const CsvFormat format = anyFormat(chance);

        Trickle trickle(bytes, 1 + below(chance, 9));
        const QList<CsvRow> whole = rowsOf(bytes, format);
        const QList<CsvRow> pieces =
            bytes.size() < 2'000 ? rowsFrom(trickle, format) : rowsOf(bytes, format);

        QCOMPARE(pieces.size(), whole.size());
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QCOMPARE(pieces.at(i).cells, whole.at(i).cells);
            QCOMPARE(pieces.at(i).number, whole.at(i).number);
            QCOMPARE(pieces.at(i).isMisquoted, whole.at(i).isMisquoted);
        }
    });
}

void TestImportFuzz::readsASoundRowBehindAnything()
{
    fuzz([](Chance &chance) {
        const QByteArray before = anyBytes(chance);
        const CsvFormat format{.separator = anyFormat(chance).separator};
        const QByteArray sound = QByteArray("A,\"B\",1").replace(',', format.separator);

        const QList<CsvRow> rows = rowsOf(before + '\n' + sound + '\n', format);

        QVERIFY(!rows.isEmpty());
        QCOMPARE(rows.constLast().cells, (QStringList{u"A"_s, u"B"_s, u"1"_s}));
        QVERIFY(!rows.constLast().isMisquoted);
    });
}

void TestImportFuzz::readsWhatAWriterWrote()
{
    fuzz([](Chance &chance) {
        QList<QStringList> table;
        QByteArray bytes;
        for (int row = below(chance, 8); row > 0; --row) {
            QStringList cells;
            QStringList quoted;
            for (int cell = 1 + below(chance, 4); cell > 0; --cell) {
                cells << anyCell(chance);
                quoted << u'"' + QString(cells.last()).replace(u'"', u"\"\""_s) + u'"';
            }
            table << cells;
            bytes += quoted.join(u',').toUtf8() + (below(chance, 2) == 0 ? "\n" : "\r\n");
        }

        QList<QStringList> read;
        for (const CsvRow &row : rowsOf(bytes, {}))
            read << row.cells;

        QCOMPARE(read, table);
    });
}

void TestImportFuzz::readsNumbersAsTheyWereWritten()
{
    fuzz([](Chance &chance) {
        const QChar mark = below(chance, 2) == 0 ? u'.' : u',';
        const QStringList groups = {QString(), mark == u'.' ? u","_s : u"."_s, u"'"_s, u" "_s};
        const QString whole = QString::number(below(chance, 99'999'999));
        const QString fraction = QString::number(100 + below(chance, 100)).mid(1, below(chance, 3));
        const QString point = fraction.isEmpty() ? QString() : QString(mark);
        const QString cell = (below(chance, 3) == 0 ? u"€ "_s : QString())
                             + grouped(whole, groups.at(below(chance, 4))) + point + fraction;

        const ReadNumber read = readNumber(cell, {.decimalMark = mark}, 2);

        QCOMPARE(read.kind, ReadNumber::Kind::Number);
        QCOMPARE(read.text, whole + (fraction.isEmpty() ? QString() : u'.' + fraction));
    });
}

/// No digit is lost, and the fraction begins where a decimal mark stands in the cell.
void TestImportFuzz::neverMakesUpDigits()
{
    fuzz([](Chance &chance) {
        static const QString marks = u"0123456789012345.,.,' €-"_s;
        QString cell;
        for (int left = 1 + below(chance, 9); left > 0; --left)
            cell += marks.at(below(chance, int(marks.size())));
        const QChar mark = below(chance, 2) == 0 ? u'.' : u',';

        const ReadNumber read = readNumber(cell, {.decimalMark = mark}, 2);
        static_cast<void>(markHint(cell));

        if (read.kind != ReadNumber::Kind::Number)
            return;
        const qsizetype places = read.text.contains(u'.') ? read.text.section(u'.', 1).size() : 0;
        const QString whole = digitsOf(cell).chopped(places);
        QCOMPARE(digitsOf(read.text), (whole.isEmpty() ? u"0"_s : QString()) + digitsOf(cell));
        QCOMPARE(places > 0, cell.contains(mark));
        if (places > 0)
            QCOMPARE(digitsOf(cell.section(mark, -1)).size(), places);
    });
}

QTEST_APPLESS_MAIN(TestImportFuzz)
#include "tst_importfuzz.moc"
