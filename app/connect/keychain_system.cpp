// Keychain by QtKeychain: the desktop's own on each system.
#include "app/connect/keychain.h"

#include <qt6keychain/keychain.h>

#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;

namespace {

const QString &service()
{
    static const QString name = u"bookstore"_s;
    return name;
}

/// Longer than any service of a desktop takes that is there.
constexpr std::chrono::seconds patience{5};

/// Never in a file of its own, which QtKeychain would offer. Without a parent, since the desktop's
/// answer still finds it when whoever asked has gone; it goes by itself.
template<typename Job>
Job *makeJob(const QString &key)
{
    auto *job = new Job(service());
    job->setKey(key);
    job->setInsecureFallback(false);
    return job;
}

bool isMissing(const QKeychain::Job &job)
{
    return job.error() == QKeychain::EntryNotFound;
}

QString wordsOf(const QKeychain::Job &job)
{
    return job.errorString().trimmed();
}

} // namespace

void Keychain::look()
{
    QTimer::singleShot(patience, this, [this] {
        setState(State::Missing, tr("The system's keychain does not "
                                    "answer."));
    });
    // There is no such entry, and who says so, answers.
    auto *job = makeJob<QKeychain::ReadPasswordJob>(u"nobody"_s);
    connect(job, &QKeychain::Job::finished, this, [this](const QKeychain::Job *done) {
        if (done->error() == QKeychain::NoError || isMissing(*done))
            setState(State::Answers, {});
        else
            setState(State::Missing,
                     tr("The system's keychain cannot be used: %1").arg(wordsOf(*done)));
    });
    job->start();
}

void Keychain::read(const QString &id, const TakePassword &take)
{
    auto *job = makeJob<QKeychain::ReadPasswordJob>(id);
    connect(job, &QKeychain::Job::finished, this, [take](QKeychain::Job *done) {
        if (done->error() == QKeychain::NoError)
            take(static_cast<QKeychain::ReadPasswordJob *>(done)->textData(), {});
        else
            take({}, isMissing(*done) ? QString() : wordsOf(*done));
    });
    job->start();
}

void Keychain::write(const QString &id, const QString &password)
{
    if (password.isEmpty())
        return remove(id);
    auto *job = makeJob<QKeychain::WritePasswordJob>(id);
    job->setTextData(password);
    connect(job, &QKeychain::Job::finished, this, [this](const QKeychain::Job *done) {
        if (done->error() != QKeychain::NoError)
            emit failed(
                tr("The password could not be kept in the keychain: %1").arg(wordsOf(*done)));
    });
    job->start();
}

void Keychain::remove(const QString &id)
{
    makeJob<QKeychain::DeletePasswordJob>(id)->start();
}
