// A window on a table: a search that never waits, rows that are changed in place, and new ones.
//
// Nothing in a window waits for a database. read() and deliver() bring the answer back to the
// window, or to nobody when it has been closed meanwhile.
#include "orm/orm.h"

#include <QApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMainWindow>
#include <QSignalBlocker>
#include <QStatusBar>
#include <QTableWidget>
#include <QTextStream>
#include <QToolBar>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

constexpr int columns = 3;
const char *const attributes[columns] = {"name", "email", "birthday"};

class Window : public QMainWindow
{
    Q_OBJECT

public:
    Window(Sequelize &db, const Model &contact)
        : m_db(db)
        , m_contact(contact)
        , m_table(new QTableWidget(0, columns, this))
    {
        auto *search = new QLineEdit(this);
        search->setPlaceholderText(tr("Search"));
        auto *tools = addToolBar(tr("Contacts"));
        tools->addAction(tr("New"), this, &Window::add);
        tools->addWidget(search);
        m_table->setHorizontalHeaderLabels({tr("Name"), tr("Email"), tr("Birthday")});
        m_table->horizontalHeader()->setStretchLastSection(true);
        setCentralWidget(m_table);
        connect(search, &QLineEdit::textChanged, this, &Window::find);
        connect(m_table, &QTableWidget::cellChanged, this, &Window::save);
    }

    /// Shows the contacts whose name holds the text.
    void find(const QString &text)
    {
        m_search.cancel(); // stops the statement of the search before, if it still runs
        m_search = m_db.read(
            this,
            [this, text](ReadSession &session) {
                return session.findAndCountAll(
                    m_contact,
                    {.where = {"name", Op::substring(text)}, .order = {"name"}, .limit = 100});
            },
            [this](const RowsAndCount<Instance> &found) { fill(found); }, warning());
    }

    /// What the table shows, a line for each row.
    [[nodiscard]] QStringList lines() const
    {
        QStringList all;
        for (int row = 0; row < m_table->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < columns; ++column)
                cells += m_table->item(row, column)->text();
            all += cells.join(u" | "_s);
        }
        return all;
    }
    /// Writes into a cell, as a person does.
    void type(int row, int column, const QString &text)
    {
        m_table->item(row, column)->setText(text);
    }

signals:
    /// The database has answered, and its answer is shown.
    void answered(const QString &message);

private:
    /// A new contact in the first row.
    void add()
    {
        deliver(
            m_contact.create({{"name", tr("New contact")}}), this,
            [this](const Instance &) { find({}); }, warning());
    }

    void save(int row, int column)
    {
        Instance contact = m_rows.at(row);
        const QString text = m_table->item(row, column)->text();
        contact[attributes[column]] = text.isEmpty() ? Operand(nullptr) : Operand(text);
        deliver(
            contact.save(), this,
            [this, row](const Instance &saved) {
                m_rows[row] = saved;
                showRow(row);
                tell(tr("Saved"));
            },
            [this, row](const BaseError &error) {
                showRow(row); // as it is stored
                tell(error.text());
            });
    }

    void fill(const RowsAndCount<Instance> &found)
    {
        m_rows = found.rows;
        m_table->setRowCount(int(m_rows.size()));
        for (int row = 0; row < m_rows.size(); ++row)
            showRow(row);
        tell(tr("%1 of %2").arg(m_rows.size()).arg(found.count));
    }
    void showRow(int row)
    {
        const QSignalBlocker blocker(m_table);
        for (int column = 0; column < columns; ++column)
            m_table->setItem(row, column,
                             new QTableWidgetItem(m_rows.at(row).get<QString>(attributes[column])));
    }

    void tell(const QString &message)
    {
        statusBar()->showMessage(message);
        emit answered(message);
    }
    std::function<void(const BaseError &)> warning()
    {
        return [this](const BaseError &error) { tell(error.text()); };
    }

    Sequelize &m_db;
    const Model &m_contact;
    QTableWidget *m_table;
    QList<Instance> m_rows; ///< As they are stored, in the order of the table.
    Request m_search;
};

/// What a person does, one thing after each answer, and what the window shows: for the test of this
/// example.
void act(Window &window, int step, const QString &message)
{
    QTextStream(stdout) << message << "\n    " << window.lines().join(u"\n    "_s) << '\n';
    switch (step) {
    case 0: window.type(0, 2, u"1815-12-10"_s); break;
    case 1: window.type(0, 2, u"soon"_s); break;
    case 2: window.type(1, 1, u"ada@example.org"_s); break;
    case 3: window.find(u"lem"_s); break;
    default: qApp->quit();
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    // clang-format off
    Sequelize db({.storage = "contacts.sqlite", .logging = nullptr});
    Model &Contact = db.define("Contact", {
        {"name",     {.type = DataTypes::STRING(80), .allowNull = false}},
        {"email",    {.type = DataTypes::STRING(120), .unique = true}},
        {"birthday", DataTypes::DATEONLY},
    });
    // clang-format on
    Window window(db, Contact);
    if (app.arguments().contains(u"--act"_s))
        QObject::connect(
            &window, &Window::answered, &window,
            [&window, step = 0](const QString &message) mutable { act(window, step++, message); },
            Qt::QueuedConnection);
    window.resize(600, 400);
    window.show();
    // The table is made, and filled when it is new, by a worker; then the window shows it.
    deliver(db.transaction([&](Session &session) {
        session.sync();
        if (session.count(Contact) == 0)
            session.bulkCreate(Contact,
                               {{{"name", "Ada Lovelace"}, {"email", "ada@example.org"}},
                                {{"name", "Stanisław Lem"}, {"email", "lem@example.org"}}});
    }),
            &window, [&] { window.find({}); });
    return app.exec();
}

#include "main.moc"
