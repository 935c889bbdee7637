#include "orm/core/text.h"

#include <QTest>

#include <array>
#include <cstring>

using namespace Qt::StringLiterals;
using namespace orm;

class TestText : public QObject
{
    Q_OBJECT

private slots:
    void isWhatWasWritten();
    void sharesTheNamesOfLiterals();
    void seesThatABufferHasChanged();
    void takesNothingForEmpty();
};

void TestText::isWhatWasWritten()
{
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(Text("title"), u"title"_s);
        QCOMPARE(Text("Ünï 日本"), u"Ünï 日本"_s);
        QCOMPARE(Text("a name that is longer than what is kept"),
                 u"a name that is longer than what is kept"_s);
    }
}

void TestText::sharesTheNamesOfLiterals()
{
    const char *literal = "title";

    const Text one(literal);
    const Text other(literal);

    QCOMPARE(one.constData(), other.constData());
}

void TestText::seesThatABufferHasChanged()
{
    std::array<char, 8> buffer{};
    for (const char *name : {"price", "title", "titles", "t", ""}) {
        std::strcpy(buffer.data(), name);

        QCOMPARE(Text(buffer.data()), QString::fromUtf8(name));
    }
}

void TestText::takesNothingForEmpty()
{
    QVERIFY(Text(static_cast<const char *>(nullptr)).isEmpty());
}

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
