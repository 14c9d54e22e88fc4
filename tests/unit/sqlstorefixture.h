// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

namespace WebJabber::Test {

inline const Jid romeo = Jid::fromServer(QStringLiteral("romeo@localhost"));
inline const Jid juliet = Jid::fromServer(QStringLiteral("juliet@localhost"));

// Waits for the answer, and handles other events of the thread meanwhile.
template<typename T>
Result<T> result(const Store::Answer<T> &answer)
{
    while (!answer.isFinished())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return answer.result();
}

template<typename T>
T value(const Store::Answer<T> &answer)
{
    const Result<T> outcome = result(answer);
    if (!outcome)
        qFatal("the store failed: %s", qPrintable(outcome.error().detail));
    if constexpr (!std::is_void_v<T>)
        return *outcome;
}

// A store in its own directory, with its own clock.
struct SqlStoreFixture {
    enum class Accounts { None, Both }; // that exist initially

    explicit SqlStoreFixture(Accounts accounts = Accounts::Both)
    {
        settings.clock = [this] { return now; };
        reopen();
        if (accounts == Accounts::None)
            return;
        for (const Jid &account : {romeo, juliet})
            value(store->saveAccount(account, {}));
    }

    void reopen()
    {
        store.reset();
        auto opened = SqlStore::open(path(), settings);
        if (!opened)
            qFatal("the store cannot be opened: %s", qPrintable(opened.error().detail));
        store = std::move(*opened);
    }

    // Runs a statement on the database while the store is closed. Ends the test program if that fails.
    void change(const QString &sql)
    {
        store.reset();
        const QString connection = QStringLiteral("test");
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
            database.setDatabaseName(path() + QStringLiteral("/webjabber.db"));
            if (!database.open() || !QSqlQuery(database).exec(sql))
                qFatal("the database cannot be changed");
        }
        QSqlDatabase::removeDatabase(connection);
        reopen();
    }

    QString path() const { return directory.filePath(QStringLiteral("state")); }

    Device addDevice(const Jid &account, const QByteArray &tokenHash, DeviceKind kind = DeviceKind::V1)
    {
        return value(store->addDevice(account, kind, QStringLiteral("a phone"), tokenHash));
    }

    // The bodies of all events of the account.
    QStringList bodies(const Jid &account)
    {
        QStringList all;
        qint64 cursor = 0;
        for (bool more = true; more;) {
            const EventPage page = value(store->eventsAfter(account, cursor, 1'000'000));
            for (const Event &event : page.events)
                all.append(event.body);
            cursor = page.events.isEmpty() ? cursor : page.events.last().seq;
            more = page.more;
        }
        return all;
    }

    // Deletes everything that has expired.
    void runRetention()
    {
        bool isDone = false;
        QObject context;
        QObject::connect(store.get(), &SqlStore::retentionFinished, &context, [&isDone] { isDone = true; });
        store->runRetention();
        while (!isDone)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    QTemporaryDir directory;
    QDateTime now{QDate(2026, 1, 1), QTime(12, 0), QTimeZone::UTC};
    StoreSettings settings;
    std::unique_ptr<SqlStore> store;
};

// A message from the nurse. `body` is also its id, which is unique.
inline Event message(const Jid &account, const QString &body)
{
    Event event;
    event.account = account;
    event.time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, QTimeZone::UTC);
    event.from = Jid::fromServer(QStringLiteral("nurse@localhost/garden"));
    event.to = account;
    event.id = body;
    event.isIdUnique = true;
    event.body = body;
    return event;
}

inline Outgoing outgoing(const Jid &account, const QString &id)
{
    Outgoing message;
    message.id = id;
    message.account = account;
    message.to = Jid::fromServer(QStringLiteral("nurse@localhost"));
    message.type = QStringLiteral("chat");
    message.body = QStringLiteral("body of ") + id;
    message.thread = QStringLiteral("thread");
    message.time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'456, QTimeZone::UTC);
    return message;
}

} // namespace WebJabber::Test
