#include "ui/form/recordform.h"

#include "ui/form/fieldrow.h"
#include "ui/testbooks.h"
#include "ui/widgets/numberspin.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using ui::FormSubject;
using ui::RecordForm;

class TestRecordForm : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void namesItsParts();
    void hasABuddyAndAMnemonicOfItsOwnForEachInput();
    void tabGoesFromTopToBottom();
    void showsARecord();
    void savesOnlyWhatChanged();
    void saysWhatIsWrongUnderTheField();
    void clearsAnErrorWhenItIsPutRight();
    void saysWhatIsWrongWhenTheTypingRests();
    void saysWhatIsWrongWhenTheFieldIsLeft();
    void asksForNothingThatNobodyHasComeTo();
    void tellsARuleOfTheWholeRecord();
    void keepsWhatTheDatabaseRefusedUntilItIsEntered();
    void staysInTheFieldWhereNothingIsWrong();
    void newRecordNeedsWhatTheModelNeeds();
    void duplicateIsReadyToSave();
    void escTwiceReverts();
    void keepsADraftWhenAnotherRecordComes();
    void keepsADraftWhenTheSameRecordComes();
    void showsManyRecordsAtOnce();
    void savedRecordIsStored();
    void nothingIsEnteredWhileSaving();
    void readOnlyPageSavesNothing();

private:
    template<typename T>
    [[nodiscard]] T *part(const char *name) const
    {
        return m_form->findChild<T *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QLineEdit *title() const { return part<QLineEdit>("titleEdit"); }
    [[nodiscard]] QLineEdit *author() const { return part<QLineEdit>("authorEdit"); }
    [[nodiscard]] ui::NumberSpin *price() const { return part<ui::NumberSpin>("priceSpin"); }
    [[nodiscard]] QLabel *titleError() const { return part<QLabel>("titleError"); }
    [[nodiscard]] QPushButton *saveButton() const { return part<QPushButton>("saveButton"); }
    [[nodiscard]] int visibleButtons() const
    {
        const QList<QPushButton *> buttons =
            m_form->findChildren<QPushButton *>(QRegularExpression(u"save|revert|draft"_s));
        return int(std::ranges::count_if(buttons, &QWidget::isVisible));
    }
    [[nodiscard]] FormSubject book(int number) const;
    [[nodiscard]] static QString textOf(const orm::Values &values, const char *attribute);
    static void retype(QWidget *editor, const QString &text);

    std::unique_ptr<TestBooks> m_shop;
    QList<orm::Instance> m_books;
    std::unique_ptr<RecordForm> m_form;
};

void TestRecordForm::init()
{
    m_shop = std::make_unique<TestBooks>();
    m_shop->addBooks(12);
    m_books = m_shop->book().findAll({.order = {"id"}}).result();
    m_form = std::make_unique<RecordForm>(m_shop->spec());
    m_form->QWidget::show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
}

void TestRecordForm::cleanup()
{
    m_form.reset();
    m_books.clear();
    m_shop.reset();
}

FormSubject TestRecordForm::book(int number) const
{
    return {.kind = FormSubject::Kind::One, .keys = {number}, .records = {m_books.at(number - 1)}};
}

QString TestRecordForm::textOf(const orm::Values &values, const char *attribute)
{
    const orm::Operand *value = values.find(QString::fromLatin1(attribute));
    if (!value)
        return u"not given"_s;
    const QVariant data = *value->data();
    return orm::holdsDecimal(data) ? data.value<orm::Decimal>().toString() : data.toString();
}

void TestRecordForm::retype(QWidget *editor, const QString &text)
{
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(editor, Qt::Key_Delete);
    QTest::keyClicks(editor, text);
}

void TestRecordForm::namesItsParts()
{
    m_form->turnTo(book(1));

    const QHash<QString, QString> expected{
        {u"titleEdit"_s, u"Title"_s},          {u"authorEdit"_s, u"Author"_s},
        {u"priceSpin"_s, u"Price"_s},          {u"createdLabel"_s, u"Created"_s},
        {u"updatedLabel"_s, u"Updated"_s},     {u"titleError"_s, u"Title error"_s},
        {u"authorError"_s, u"Author error"_s}, {u"priceError"_s, u"Price error"_s},
        {u"saveButton"_s, u"Save book"_s},     {u"revertButton"_s, u"Revert"_s}};
    for (const auto &[name, accessible] : expected.asKeyValueRange()) {
        const auto *widget = m_form->findChild<QWidget *>(name);
        QVERIFY2(widget, qPrintable(name));
        QCOMPARE(widget->accessibleName(), accessible);
    }
}

void TestRecordForm::hasABuddyAndAMnemonicOfItsOwnForEachInput()
{
    QSet<QString> mnemonics;
    QSet<QWidget *> buddies;
    const auto take = [&mnemonics](const QString &text) {
        static const QRegularExpression pattern(u"&(\\w)"_s);
        const QString letter = pattern.match(text).captured(1).toLower();
        QVERIFY2(letter.isEmpty() || !mnemonics.contains(letter), qPrintable(text));
        if (!letter.isEmpty())
            mnemonics.insert(letter);
    };

    for (const QLabel *label : m_form->findChildren<QLabel *>()) {
        take(label->text());
        buddies.insert(label->buddy());
    }
    for (const QPushButton *button : m_form->findChildren<QPushButton *>())
        take(button->text());

    QVERIFY(buddies.contains(title()));
    QVERIFY(buddies.contains(author()));
    QVERIFY(buddies.contains(price()));
}

void TestRecordForm::tabGoesFromTopToBottom()
{
    m_form->turnTo(book(1));
    title()->setFocus();
    QTest::keyClicks(title(), u"x"_s); // makes the buttons usable

    QStringList order;
    for (int step = 0; step < 5; ++step) {
        order.append(QApplication::focusWidget()->objectName());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }

    QCOMPARE(order, (QStringList{u"titleEdit"_s, u"authorEdit"_s, u"priceSpin"_s, u"revertButton"_s,
                                 u"saveButton"_s}));
}

void TestRecordForm::showsARecord()
{
    m_form->turnTo(book(3));

    QCOMPARE(title()->text(), u"Title 0003"_s);
    QCOMPARE(author()->text(), u"Author 3"_s);
    QCOMPARE(price()->text(), u"1.50"_s);
    QCOMPARE(part<QLabel>("createdLabel")->text(), u"just now"_s);
    QVERIFY(!m_form->isModified());
    QVERIFY(!saveButton()->isEnabled());

    m_form->turnTo(book(10));
    QVERIFY(price()->isEmpty());
    QVERIFY(!m_form->isModified());
}

void TestRecordForm::savesOnlyWhatChanged()
{
    m_form->turnTo(book(3));
    QSignalSpy wanted(m_form.get(), &RecordForm::saveWanted);

    retype(price(), u"12.5"_s);
    retype(title(), u"  Title 0003 "_s); // the same without the white space

    QVERIFY(saveButton()->isEnabled());
    const orm::Values changes = m_form->changes();
    QCOMPARE(textOf(changes, "price"), u"12.50"_s);
    QCOMPARE(textOf(changes, "title"), u"not given"_s);
    QTest::keyClick(price(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(wanted.count(), 1);
}

void TestRecordForm::saysWhatIsWrongUnderTheField()
{
    m_form->turnTo(book(3));
    retype(price(), u"-4"_s);
    retype(author(), QString());
    saveButton()->setFocus();

    QVERIFY(!m_form->isValid());

    const auto *authorError = part<QLabel>("authorError");
    QVERIFY(authorError->isVisible());
    QVERIFY(authorError->text().contains(u"Author cannot be empty."_s));
    QCOMPARE(author()->accessibleDescription(), u"Author cannot be empty."_s);
    QVERIFY(part<QLabel>("priceError")->isVisible());
    QVERIFY(part<QLabel>("priceError")->text().contains(u"Price"_s));
    QVERIFY(!titleError()->isVisible());
    QVERIFY(author()->hasFocus());
}

void TestRecordForm::clearsAnErrorWhenItIsPutRight()
{
    m_form->turnTo(book(3));
    retype(title(), QString());
    QVERIFY(!m_form->isValid());

    QTest::keyClicks(title(), u"K"_s);

    QVERIFY(!titleError()->isVisible());
    QCOMPARE(title()->accessibleDescription(), QString());
}

void TestRecordForm::saysWhatIsWrongWhenTheTypingRests()
{
    m_form->turnTo(book(3));

    retype(price(), u"-4"_s);

    const auto *error = part<QLabel>("priceError");
    QVERIFY(!error->isVisible());
    QTRY_VERIFY(error->isVisible());
    QVERIFY(price()->hasFocus());
    QTest::keyClick(price(), Qt::Key_Home);
    QTest::keyClick(price(), Qt::Key_Delete);
    QVERIFY(!error->isVisible());
    QVERIFY(!titleError()->isVisible());
}

void TestRecordForm::saysWhatIsWrongWhenTheFieldIsLeft()
{
    m_form->turnTo(book(3));
    retype(title(), QString());
    QVERIFY(!titleError()->isVisible());

    QTest::keyClick(title(), Qt::Key_Tab);

    QTRY_VERIFY_WITH_TIMEOUT(titleError()->isVisible(), 300);
    QVERIFY(author()->hasFocus());
}

void TestRecordForm::asksForNothingThatNobodyHasComeTo()
{
    m_form->turnTo({.kind = FormSubject::Kind::New});

    retype(price(), u"-4"_s);

    QTRY_VERIFY(part<QLabel>("priceError")->isVisible());
    QVERIFY(!titleError()->isVisible());
    QVERIFY(!part<QLabel>("authorError")->isVisible());
}

/// A shop whose books may not be called like their authors.
void TestRecordForm::tellsARuleOfTheWholeRecord()
{
    const auto refusal = [](const orm::Instance &book) {
        const bool isSame = book.get<QString>("title") == book.get<QString>("author");
        return isSame ? std::optional(u"Nobody calls a book like oneself."_s) : std::nullopt;
    };
    orm::Sequelize database({.logging = nullptr});
    ui::PageSpec spec = m_shop->spec();
    spec.model = &database.define("Book",
                                  {{"title", orm::DataTypes::STRING},
                                   {"author", orm::DataTypes::STRING},
                                   {"price", orm::DataTypes::DECIMAL(10, 2)}},
                                  {.validate = {{"notItself", refusal}}});
    m_form = std::make_unique<RecordForm>(spec);
    m_form->QWidget::show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    m_form->turnTo({.kind = FormSubject::Kind::New});
    const auto *error = part<QLabel>("recordError");

    retype(title(), u"Eco"_s);
    retype(author(), u"Eco"_s);

    QVERIFY(!error->isVisible());
    QTRY_VERIFY(error->isVisible());
    QCOMPARE(error->text(), u"! Nobody calls a book like oneself."_s);
    QVERIFY(!m_form->isValid());
    QTest::keyClicks(author(), u"!"_s);
    QVERIFY(!error->isVisible());
    QVERIFY(m_form->isValid());
}

void TestRecordForm::keepsWhatTheDatabaseRefusedUntilItIsEntered()
{
    m_form->turnTo(book(3));
    retype(title(), u"Title 0004"_s);
    m_form->showErrors({{.message = u"title must be unique"_s,
                         .type = u"unique violation"_s,
                         .path = u"title"_s,
                         .value = u"Title 0004"_s,
                         .validatorKey = u"not_unique"_s}});
    QVERIFY(titleError()->isVisible());

    retype(author(), u"Somebody"_s);

    QCOMPARE(title()->accessibleDescription(), u"Title is taken by another book."_s);
    QTest::keyClicks(title(), u"x"_s);
    QVERIFY(!titleError()->isVisible());
    QVERIFY(m_form->isValid());
}

void TestRecordForm::staysInTheFieldWhereNothingIsWrong()
{
    m_form->turnTo(book(3));
    retype(author(), u"Somebody"_s);

    QVERIFY(m_form->isValid());

    QVERIFY(author()->hasFocus());
}

void TestRecordForm::newRecordNeedsWhatTheModelNeeds()
{
    m_form->turnTo({.kind = FormSubject::Kind::New});
    QVERIFY(!saveButton()->isEnabled());
    QCOMPARE(part<QPushButton>("revertButton")->text(), u"&Cancel"_s);
    QCOMPARE(visibleButtons(), 2);
    QVERIFY(!part<QLabel>("createdLabel")->isVisible());

    retype(title(), u"Kindred"_s);
    QVERIFY(!m_form->isValid());
    QVERIFY(author()->hasFocus());
    retype(author(), u"Octavia E. Butler"_s);

    QVERIFY(m_form->isValid());
    QCOMPARE(textOf(m_form->changes(), "title"), u"Kindred"_s);
    QCOMPARE(textOf(m_form->changes(), "price"), u"not given"_s);
}

void TestRecordForm::duplicateIsReadyToSave()
{
    m_form->turnTo({.kind = FormSubject::Kind::New,
                    .entries = {{"title", "Kindred"}, {"author", "Butler"}, {"price", 9.99}}});

    QVERIFY(m_form->isModified());
    QVERIFY(saveButton()->isEnabled());
    QCOMPARE(textOf(m_form->changes(), "price"), u"9.99"_s);
}

void TestRecordForm::escTwiceReverts()
{
    m_form->turnTo(book(3));
    retype(title(), u"Something else"_s);

    QTest::keyClick(title(), Qt::Key_Escape);
    QCOMPARE(title()->text(), u"Something else"_s);
    QVERIFY(part<QLabel>("draftText")->isVisible());
    QTest::keyClick(title(), Qt::Key_Escape);

    QCOMPARE(title()->text(), u"Title 0003"_s);
    QVERIFY(!m_form->isModified());
    QVERIFY(!part<QLabel>("draftText")->isVisible());
}

void TestRecordForm::keepsADraftWhenAnotherRecordComes()
{
    m_form->turnTo(book(3));
    retype(title(), u"Draft"_s);

    m_form->follow(book(5));
    QCOMPARE(title()->text(), u"Draft"_s);
    QCOMPARE(m_form->keys(), std::vector<qint64>{3});
    QVERIFY(part<QWidget>("draftBar")->isVisible());
    QCOMPARE(visibleButtons(), 2);
    QTest::mouseClick(part<QPushButton>("revertButton"), Qt::LeftButton);

    QCOMPARE(title()->text(), u"Title 0005"_s);
    QCOMPARE(m_form->keys(), std::vector<qint64>{5});
    QVERIFY(!part<QWidget>("draftBar")->isVisible());
}

void TestRecordForm::keepsADraftWhenTheSameRecordComes()
{
    m_form->turnTo(book(3));
    retype(title(), u"Draft"_s);

    m_form->follow(book(5));
    m_form->follow(book(3));

    QCOMPARE(title()->text(), u"Draft"_s);
    QVERIFY(!part<QWidget>("draftBar")->isVisible());
}

void TestRecordForm::showsManyRecordsAtOnce()
{
    const QList<orm::Instance> two{m_books.at(0), m_books.at(7)}; // both by Author 1
    m_form->turnTo({.kind = FormSubject::Kind::Many, .keys = {1, 8}, .records = two});

    QCOMPARE(author()->text(), u"Author 1"_s);
    QCOMPARE(title()->text(), QString());
    QCOMPARE(title()->placeholderText(), u"(different)"_s);
    QCOMPARE(price()->placeholderText(), u"(different)"_s);
    QVERIFY(!m_form->isModified());

    retype(price(), u"5"_s);
    const orm::Values changes = m_form->changes();
    QCOMPARE(textOf(changes, "price"), u"5.00"_s);
    QCOMPARE(textOf(changes, "title"), u"not given"_s);
    QCOMPARE(textOf(changes, "author"), u"not given"_s);
}

void TestRecordForm::savedRecordIsStored()
{
    m_form->turnTo(book(3));
    retype(title(), u"Stored"_s);

    const orm::Instance saved = m_books.at(2).update({{"title", "Stored"}}).result();
    QVERIFY(!m_form->takeSaved({saved}));

    QVERIFY(!m_form->isModified());
    QCOMPARE(title()->text(), u"Stored"_s);
    retype(title(), u"Once more"_s);
    m_form->revertAction()->trigger();
    QCOMPARE(title()->text(), u"Stored"_s);
}

void TestRecordForm::nothingIsEnteredWhileSaving()
{
    m_form->turnTo(book(3));
    retype(title(), u"Saving"_s);

    m_form->setSaving(true);
    QTest::keyClicks(title(), u"xyz"_s);

    QCOMPARE(title()->text(), u"Saving"_s);
    QVERIFY(!saveButton()->isEnabled());
    m_form->setSaving(false);
    QVERIFY(saveButton()->isEnabled());
}

void TestRecordForm::readOnlyPageSavesNothing()
{
    ui::PageSpec spec = m_shop->spec();
    spec.readOnly = true;
    m_form = std::make_unique<RecordForm>(spec);
    m_form->QWidget::show();
    m_form->turnTo(book(3));

    QTest::keyClicks(title(), u"xyz"_s);

    QCOMPARE(title()->text(), u"Title 0003"_s);
    QVERIFY(!saveButton()->isEnabled());
}

QTEST_MAIN(TestRecordForm)
#include "tst_recordform.moc"
