// Contacts in a file, kept from the console. It reads commands from standard input, a line each:
//
//     add NAME; EMAIL; GROUP    list    find TEXT    email NUMBER ADDRESS    groups    remove
//     NUMBER
//
// A program for the console waits for each call, by result() or wait().
#include "orm/orm.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

class Contacts
{
public:
    // clang-format off
    explicit Contacts(const QString &file)
        : m_db({.storage = file, .logging = nullptr})
        , m_group(m_db.define("Group", {
              {"name",  {.type = DataTypes::STRING(40), .unique = true}},
          }))
        , m_contact(m_db.define("Contact", {
              {"name",  {.type = DataTypes::STRING(80), .validate = {Validate::notEmpty()}}},
              {"email", {.type = DataTypes::STRING(120), .unique = true}},
          }))
    {
        m_contact.belongsTo(m_group, {.as = "group", .foreignKey = "groupId", .onDelete = "RESTRICT"});
        m_group.hasMany(m_contact, {.as = "contacts", .foreignKey = "groupId"});
        wait(m_db.sync());
    }
    // clang-format on

    /// The contact and, when it is a new one, its group: both or none.
    Instance add(const QString &name, const QString &email, const QString &group)
    {
        return wait(m_db.transaction([&](Session &session) {
            std::optional<Instance> found = session.findOne(m_group, {.where = {"name", group}});
            if (!found && !group.isEmpty())
                found = session.create(m_group, {{"name", group}});
            Instance contact = m_contact.build({{"name", name}, {"email", email}});
            if (found)
                contact["groupId"] = (*found)["id"];
            return session.save(contact);
        }));
    }

    /// Those whose name or address holds the text; all for an empty one.
    QList<Instance> find(const QString &text)
    {
        return m_contact
            .findAll(
                {.where = Op::or_({{"name", Op::substring(text)}, {"email", Op::substring(text)}}),
                 .include = {"group"},
                 .order = {"name", desc("id")}})
            .result();
    }

    void setEmail(qint64 number, const QString &email)
    {
        Instance contact = *m_contact.findByPk(number, {.rejectOnEmpty = true}).result();
        contact["email"] = email;
        wait(contact.save());
    }

    RowSet groups()
    {
        return m_contact
            .countGroups({.group = {"$group.name$"},
                          .attributes = {{col("group.name"), "name"}},
                          .include = {{"group", {.attributes = Attributes::none()}}}})
            .result();
    }

    bool remove(qint64 number) { return m_contact.destroy({.where = {"id", number}}).result() > 0; }
    void removeGroup(const QString &name) { wait(m_group.destroy({.where = {"name", name}})); }

private:
    Sequelize m_db;
    Model &m_group;
    Model &m_contact;
};

QString lineOf(const Instance &contact)
{
    const std::optional<Instance> group = contact.one("group");
    return u"%1  %2  <%3>  %4"_s.arg(contact.get<QString>("id"), contact.get<QString>("name"),
                                     contact.get<QString>("email"),
                                     group ? group->get<QString>("name") : u"-"_s);
}

void obey(Contacts &contacts, const QString &line, QTextStream &out)
{
    const QString command = line.section(u' ', 0, 0);
    const QString rest = line.section(u' ', 1);
    const QStringList parts = rest.split(u';');
    if (command == u"add") {
        const Instance added = contacts.add(parts.value(0).trimmed(), parts.value(1).trimmed(),
                                            parts.value(2).trimmed());
        out << "Number " << added.get<qint64>("id") << '\n';
    } else if (command == u"list" || command == u"find") {
        const QList<Instance> found = contacts.find(rest);
        for (const Instance &contact : found)
            out << lineOf(contact) << '\n';
    } else if (command == u"email") {
        contacts.setEmail(rest.section(u' ', 0, 0).toLongLong(), rest.section(u' ', 1));
    } else if (command == u"groups") {
        const RowSet groups = contacts.groups();
        for (const ResultRow &group : groups)
            out << group.get<QString>("name") << ": " << group.get<int>("count") << '\n';
    } else if (command == u"remove") {
        out << (contacts.remove(rest.toLongLong()) ? "Removed" : "There is none") << '\n';
    } else if (command == u"remove-group") {
        contacts.removeGroup(rest);
    } else {
        out << "What is \"" << command << "\"?\n";
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QTextStream in(stdin);
    QTextStream out(stdout);
    Contacts contacts(app.arguments().value(1, u"contacts.sqlite"_s));
    for (QString line; in.readLineInto(&line);) {
        out << "> " << line << '\n';
        try {
            obey(contacts, line, out);
        } catch (const BaseError &error) {
            out << error.text() << '\n'; // a sentence for people
        }
    }
}
