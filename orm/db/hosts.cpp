#include "orm/db/hosts.h"

#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/drivererrors.h"

#include <QStringList>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Where the port of "db1:5433" or "[::1]:5433" begins; -1: there is none. A bare "::1" has none.
qsizetype portAt(const QString &host)
{
    const qsizetype colon = host.lastIndexOf(u':');
    const bool isBareAddress = !host.startsWith(u'[') && host.count(u':') > 1;
    return isBareAddress || colon < host.lastIndexOf(u']') ? -1 : colon;
}

ConnectionOptions oneOf(const ConnectionOptions &options, const QString &host)
{
    constexpr int mostPorts = 65'535;
    ConnectionOptions one = options;
    const qsizetype colon = portAt(host);
    QString name = colon < 0 ? host : host.left(colon);
    if (name.startsWith(u'[') && name.endsWith(u']'))
        name = name.mid(1, name.size() - 2);
    one.host = name;
    if (colon < 0)
        return one;
    one.port = host.mid(colon + 1).toInt();
    if (one.port < 1 || one.port > mostPorts)
        throw UsageError(u"\"%1\" is no host: behind the colon stands its port."_s.arg(host));
    return one;
}

QString nameOf(const ConnectionOptions &options)
{
    const QString host = hostOf(options);
    return options.port > 0 ? u"%1:%2"_s.arg(host).arg(options.port) : host;
}

/// The failure of all hosts, as that of the first.
void raiseAll(const std::vector<std::unique_ptr<const BaseError>> &failures,
              const QStringList &names)
{
    QStringList messages;
    for (size_t i = 0; i < failures.size(); ++i)
        messages += u"%1: %2"_s.arg(names[qsizetype(i)], failures[i]->message());
    ErrorFacts facts = failures.front()->facts();
    facts.message = u"None of the hosts can be used. "_s + messages.join(u' ');
    const std::unique_ptr<BaseError> all(failures.front()->clone());
    all->setFacts(facts);
    all->raise();
}

} // namespace

Hosts::Hosts(const ConnectionOptions &options)
{
    const QStringList names = QString(options.host).split(u',');
    for (const QString &each : names) {
        const QString name = each.trimmed();
        // One that is missing by mistake would be this machine.
        if (name.isEmpty() && names.size() > 1)
            throw UsageError(u"The list of hosts \"%1\" has an empty one: leave out the comma, or "
                             "name the host."_s.arg(options.host));
        m_hosts.push_back(oneOf(options, name));
        m_hosts.back().hasSubstitutes = options.hasSubstitutes || names.size() > 1;
    }
}

std::unique_ptr<Connection> Hosts::open(const Open &open)
{
    if (m_hosts.size() == 1)
        return open(m_hosts.front());
    std::vector<std::unique_ptr<const BaseError>> failures;
    QStringList names;
    const size_t first = m_current;
    for (size_t i = 0; i < m_hosts.size(); ++i) {
        const size_t index = (first + i) % m_hosts.size();
        try {
            std::unique_ptr<Connection> opened = open(m_hosts[index]);
            m_current = index;
            return opened;
        } catch (const ConnectionError &error) {
            failures.emplace_back(error.clone());
            names += nameOf(m_hosts[index]);
        }
    }
    raiseAll(failures, names);
    Q_UNREACHABLE();
}

QString Hosts::current() const
{
    return nameOf(m_hosts[m_current]);
}

} // namespace orm
