// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlstorefixture.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

// Accounts, devices and push subscriptions.
class TestSqlStoreDevices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAccountsInTheOrderTheyCame();
    void emptyCredentialsKeepStoredOnes();
    void theArchiveIdNeedsAnAccount();
    void removeAccountDeletesOnlyItsData();
    void accountAddedAgainIsNew();
    void removingAnUnknownAccountEmitsNothing();
    void findsADeviceByItsTokenHash();
    void anUnknownTokenIsNoDevice();
    void theFirstDeviceStartsBeforeTheOldestEvent_data();
    void theFirstDeviceStartsBeforeTheOldestEvent();
    void aFurtherDeviceStartsAtTheNewestEvent();
    void legacyDevicesShareOneCursor();
    void removedDeviceIsInvalidAtOnce();
    void lastDeviceRemovesItsAccount();
    void legacyDevicesAreRemovedTogether_data();
    void legacyDevicesAreRemovedTogether();
    void accountMayBeRemovedFromASlot();
    void excessDeviceReplacesTheLeastRecentlyUsed();
    void deviceLimitsOfKindsAreIndependent_data();
    void deviceLimitsOfKindsAreIndependent();
    void neverReusedDevicesAreRemovedFirst();
    void onlyAddDeviceCreatesAnAccount_data();
    void onlyAddDeviceCreatesAnAccount();
    void endedSessionDoesNotRecreateTheAccount();
    void signInRecreatesTheAccount();
    void acknowledgingAFutureEventFails_data();
    void acknowledgingAFutureEventFails();
    void aDeviceLivesThirtyDaysFromItsLastUse();
    void noDeviceLivesLongerThan180Days();
    void lastSeenHasHourPrecision();
    void readingExtendsALegacyDevice();
    void retentionRemovesExpiredDevicesAndAccounts();
    void accountOutlivesItsLastDeviceByAMonth();
    void manyAccountsInGraceDelayNoOther();
    void retentionRemovesUnreachableAccounts();
};

static QList<Jid> accountsOf(SqlStoreFixture &fixture)
{
    QList<Jid> jids;
    for (const Account &account : value(fixture.store->accounts()))
        jids.append(account.jid);
    return jids;
}

static QString foundId(SqlStoreFixture &fixture, const QByteArray &hash)
{
    return value(fixture.store->findDevice(hash)).id;
}

void TestSqlStoreDevices::keepsAccountsInTheOrderTheyCame()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    const QByteArray sealed("\0\1\xff sealed \0", 11);
    value(fixture.store->saveAccount(romeo, sealed));
    fixture.now += 1h;
    value(fixture.store->saveAccount(juliet, {}));
    fixture.reopen();
    const QList<Account> accounts = value(fixture.store->accounts());
    QCOMPARE(accounts.size(), 2);
    QCOMPARE(accounts.at(0).jid, romeo);
    QCOMPARE(accounts.at(0).credentials, sealed);
    QCOMPARE(accounts.at(0).archiveId, QString());
    QCOMPARE(accounts.at(0).created, fixture.now - 1h);
    QCOMPARE(accounts.at(1).jid, juliet);
    QCOMPARE(accounts.at(1).credentials, QByteArray());
}

void TestSqlStoreDevices::emptyCredentialsKeepStoredOnes()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    value(fixture.store->saveAccount(romeo, "sealed"));
    value(fixture.store->saveAccount(romeo, {}));
    QCOMPARE(value(fixture.store->accounts()).at(0).credentials, "sealed");
    value(fixture.store->saveAccount(romeo, "anew"));
    QCOMPARE(value(fixture.store->accounts()).at(0).credentials, "anew");
}

void TestSqlStoreDevices::theArchiveIdNeedsAnAccount()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    value(fixture.store->saveArchiveId(romeo, u"nowhere"_s));
    QVERIFY(accountsOf(fixture).isEmpty());
    value(fixture.store->saveAccount(romeo, {}));
    value(fixture.store->saveArchiveId(romeo, u"2026-1"_s));
    fixture.reopen();
    QCOMPARE(value(fixture.store->accounts()).at(0).archiveId, u"2026-1"_s);
    QCOMPARE(value(fixture.store->findArchiveId(romeo)), u"2026-1"_s);
    QCOMPARE(value(fixture.store->findArchiveId(juliet)), QString());
}

// Adds a row to every table.
static void fill(SqlStoreFixture &fixture, const Jid &account)
{
    value(fixture.store->saveAccount(account, "sealed"));
    fixture.addDevice(account, "hash of " + account.toString().toUtf8());
    value(fixture.store->append(message(account, u"a"_s)));
    value(fixture.store->enqueue(outgoing(account, u"b"_s)));
    PushSubscription subscription;
    subscription.account = account;
    subscription.endpoint = QUrl(u"https://push.example/1"_s);
    value(fixture.store->saveSubscription(subscription));
}

void TestSqlStoreDevices::removeAccountDeletesOnlyItsData()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fill(fixture, romeo);
    fill(fixture, juliet);
    QSignalSpy devicesRemoved(fixture.store.get(), &Store::deviceRemoved);
    QSignalSpy accountsRemoved(fixture.store.get(), &Store::accountRemoved);
    value(fixture.store->removeAccount(romeo));
    QCOMPARE(devicesRemoved.size(), 1);
    QCOMPARE(accountsRemoved.size(), 1);
    QCOMPARE(accountsRemoved.at(0).at(0).value<Jid>(), romeo);
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(accountsOf(fixture), QList<Jid>{juliet});
        QCOMPARE(foundId(fixture, "hash of romeo@localhost"), QString());
        QVERIFY(fixture.bodies(romeo).isEmpty());
        QVERIFY(value(fixture.store->queuedOutgoing(romeo)).isEmpty());
        QVERIFY(value(fixture.store->devices(romeo)).isEmpty());
        QVERIFY(value(fixture.store->subscriptions(romeo)).isEmpty());

        QVERIFY(!foundId(fixture, "hash of juliet@localhost").isEmpty());
        QCOMPARE(fixture.bodies(juliet).size(), 2);
        QCOMPARE(value(fixture.store->queuedOutgoing(juliet)).size(), 1);
        QCOMPARE(value(fixture.store->subscriptions(juliet)).size(), 1);
        fixture.reopen();
    }
}

void TestSqlStoreDevices::accountAddedAgainIsNew()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    for (int round = 0; round < 3; ++round) {
        fill(fixture, romeo);
        QCOMPARE(fixture.bodies(romeo), (QStringList{u"a"_s, u"body of b"_s}));
        // At once, while the old rows are still being deleted.
        fixture.store->removeAccount(romeo);
    }
}

void TestSqlStoreDevices::removingAnUnknownAccountEmitsNothing()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    QSignalSpy removed(fixture.store.get(), &Store::accountRemoved);
    value(fixture.store->removeAccount(romeo));
    value(fixture.store->removeDevice(u"no such device"_s));
    value(fixture.store->removeLegacyDevices(romeo));
    QCOMPARE(removed.size(), 0);
}

void TestSqlStoreDevices::findsADeviceByItsTokenHash()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    const Device first = fixture.addDevice(romeo, "hash 1");
    const Device second = fixture.addDevice(romeo, "hash 2", DeviceKind::Legacy);
    const Device other = fixture.addDevice(juliet, "hash 3");
    QCOMPARE(QSet<QString>({first.id, second.id, other.id, QString()}).size(), 4);
    for (int round = 0; round < 2; ++round) {
        const auto answer = fixture.store->findDevice("hash 1");
        QVERIFY(answer.isFinished());
        const Device found = value(answer);
        QCOMPARE(found.id, first.id);
        QCOMPARE(found.account, romeo);
        QCOMPARE(found.kind, DeviceKind::V1);
        QCOMPARE(found.name, u"a phone"_s);
        QCOMPARE(found.created, fixture.now);
        QCOMPARE(found.lastSeen, fixture.now);
        QCOMPARE(found.expires, fixture.now + 30 * 24h);
        QCOMPARE(value(fixture.store->findDevice("hash 2")).kind, DeviceKind::Legacy);
        QCOMPARE(value(fixture.store->findDevice("hash 3")).account, juliet);
        QCOMPARE(value(fixture.store->devices(romeo)).size(), 2);
        fixture.reopen();
    }
}

void TestSqlStoreDevices::anUnknownTokenIsNoDevice()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.addDevice(romeo, "hash");
    for (const char *hash : {"", "has", "hashh", "HASH"})
        QCOMPARE(foundId(fixture, hash), QString());
}

void TestSqlStoreDevices::theFirstDeviceStartsBeforeTheOldestEvent_data()
{
    QTest::addColumn<DeviceKind>("kind");
    for (const auto &[name, kind] : {std::pair("v1", DeviceKind::V1), std::pair("compat", DeviceKind::Legacy)})
        QTest::newRow(name) << kind;
}

// Held-back messages arrive as soon as the session is online, which is before its first device is added.
void TestSqlStoreDevices::theFirstDeviceStartsBeforeTheOldestEvent()
{
    QFETCH(const DeviceKind, kind);
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    value(fixture.store->saveAccount(romeo, {}));
    value(fixture.store->append(message(romeo, u"kept back"_s)));
    QCOMPARE(fixture.addDevice(romeo, "hash", kind).cursor, 0);
    QCOMPARE(value(fixture.store->legacyMessages(romeo, 10)).size(), 1);
}

void TestSqlStoreDevices::aFurtherDeviceStartsAtTheNewestEvent()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.addDevice(romeo, "hash 1");
    value(fixture.store->append(message(romeo, u"1"_s)));
    value(fixture.store->append(message(romeo, u"2"_s)));
    QCOMPARE(fixture.addDevice(romeo, "hash 2").cursor, 2);
    QCOMPARE(fixture.addDevice(romeo, "hash 3", DeviceKind::Legacy).cursor, 2);
    QVERIFY(value(fixture.store->legacyMessages(romeo, 10)).isEmpty());
}

void TestSqlStoreDevices::legacyDevicesShareOneCursor()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    const Device first = fixture.addDevice(romeo, "hash 1", DeviceKind::Legacy);
    for (int i = 1; i <= 3; ++i)
        value(fixture.store->append(message(romeo, QString::number(i))));
    QCOMPARE(fixture.addDevice(romeo, "hash 2", DeviceKind::Legacy).cursor, 0);
    value(fixture.store->acknowledgeLegacy(romeo, 1));
    QCOMPARE(fixture.addDevice(romeo, "hash 3", DeviceKind::Legacy).cursor, 1);
    value(fixture.store->acknowledge(first.id, 2));
    for (const char *hash : {"hash 1", "hash 2", "hash 3"})
        QCOMPARE(value(fixture.store->findDevice(hash)).cursor, 2);
    QCOMPARE(fixture.bodies(romeo), QStringList{u"3"_s});
}

void TestSqlStoreDevices::removedDeviceIsInvalidAtOnce()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    const Device device = fixture.addDevice(romeo, "hash 1");
    fixture.addDevice(romeo, "hash 2");
    const auto removing = fixture.store->removeDevice(device.id);
    QCOMPARE(foundId(fixture, "hash 1"), QString());
    QSignalSpy removed(fixture.store.get(), &Store::deviceRemoved);
    value(removing);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.at(0).at(0).value<Device>().id, device.id);
    QCOMPARE(removed.at(0).at(0).value<Device>().account, romeo);
    fixture.reopen();
    QCOMPARE(foundId(fixture, "hash 1"), QString());
    QVERIFY(!foundId(fixture, "hash 2").isEmpty());

    const auto removingAll = fixture.store->removeAccount(romeo);
    QCOMPARE(foundId(fixture, "hash 2"), QString());
    value(removingAll);
    QCOMPARE(foundId(fixture, "hash 2"), QString());
}

void TestSqlStoreDevices::lastDeviceRemovesItsAccount()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    const Device first = fixture.addDevice(romeo, "hash 1");
    const Device second = fixture.addDevice(romeo, "hash 2", DeviceKind::Legacy);
    QSignalSpy removed(fixture.store.get(), &Store::accountRemoved);
    value(fixture.store->removeDevice(first.id));
    QCOMPARE(removed.size(), 0);
    QCOMPARE(accountsOf(fixture), QList<Jid>{romeo});
    value(fixture.store->removeDevice(second.id));
    QCOMPARE(removed.size(), 1);
    QVERIFY(accountsOf(fixture).isEmpty());

    // An expired device does not count.
    fixture.addDevice(romeo, "hash 3");
    fixture.now += 29 * 24h;
    const Device fresh = fixture.addDevice(romeo, "hash 4");
    fixture.now += 2 * 24h;
    value(fixture.store->removeDevice(fresh.id));
    QCOMPARE(removed.size(), 2);
}

void TestSqlStoreDevices::legacyDevicesAreRemovedTogether_data()
{
    QTest::addColumn<bool>("withOther");
    QTest::newRow("alone: with their account") << false;
    QTest::newRow("beside a v1 device") << true;
}

void TestSqlStoreDevices::legacyDevicesAreRemovedTogether()
{
    QFETCH(const bool, withOther);
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.addDevice(romeo, "hash 1", DeviceKind::Legacy);
    fixture.addDevice(romeo, "hash 2", DeviceKind::Legacy);
    if (withOther)
        fixture.addDevice(romeo, "hash 3");
    QSignalSpy devicesRemoved(fixture.store.get(), &Store::deviceRemoved);
    QSignalSpy accountsRemoved(fixture.store.get(), &Store::accountRemoved);
    const auto removing = fixture.store->removeLegacyDevices(romeo);
    QCOMPARE(foundId(fixture, "hash 1"), QString());
    QCOMPARE(foundId(fixture, "hash 2"), QString());
    value(removing);
    QCOMPARE(devicesRemoved.size(), 2);
    QCOMPARE(accountsRemoved.size(), withOther ? 0 : 1);
    QCOMPARE(foundId(fixture, "hash 3").isEmpty(), !withOther);
    QCOMPARE(value(fixture.store->devices(romeo)).size(), withOther ? 1 : 0);
}

void TestSqlStoreDevices::accountMayBeRemovedFromASlot()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fill(fixture, romeo);
    connect(fixture.store.get(), &Store::appended, this,
            [&fixture](const Event &event) { fixture.store->removeAccount(event.account); });
    QSignalSpy removed(fixture.store.get(), &Store::accountRemoved);
    value(fixture.store->append(message(romeo, u"the end"_s)));
    QTRY_COMPARE(removed.size(), 1);
    QVERIFY(fixture.bodies(romeo).isEmpty());
}

void TestSqlStoreDevices::excessDeviceReplacesTheLeastRecentlyUsed()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.settings.limits.devicesPerKind = 3;
    fixture.reopen();
    fixture.addDevice(juliet, "juliet's");
    for (const char *hash : {"0", "1", "2"}) {
        fixture.addDevice(romeo, hash);
        fixture.now += 2h;
    }
    QVERIFY(!foundId(fixture, "0").isEmpty());
    QSignalSpy removed(fixture.store.get(), &Store::deviceRemoved);
    fixture.addDevice(romeo, "3");
    QCOMPARE(removed.size(), 1);
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(foundId(fixture, "1"), QString());
        for (const char *hash : {"0", "2", "3", "juliet's"})
            QVERIFY(!foundId(fixture, hash).isEmpty());
        fixture.reopen();
    }
}

void TestSqlStoreDevices::deviceLimitsOfKindsAreIndependent_data()
{
    QTest::addColumn<DeviceKind>("kind");
    QTest::addColumn<DeviceKind>("other");
    QTest::newRow("a script of 2012") << DeviceKind::Legacy << DeviceKind::V1;
    QTest::newRow("a script of v1") << DeviceKind::V1 << DeviceKind::Legacy;
}

void TestSqlStoreDevices::deviceLimitsOfKindsAreIndependent()
{
    QFETCH(const DeviceKind, kind);
    QFETCH(const DeviceKind, other);
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.settings.limits.devicesPerKind = 3;
    fixture.reopen();
    for (const char *hash : {"a desktop", "a tablet"})
        fixture.addDevice(romeo, hash, other);
    fixture.now += 24h;
    for (int i = 0; i < 10; ++i) {
        fixture.now += 1s;
        fixture.addDevice(romeo, QByteArray::number(i), kind);
    }
    for (int round = 0; round < 2; ++round) {
        for (const char *hash : {"a desktop", "a tablet", "7", "8", "9"})
            QVERIFY2(!foundId(fixture, hash).isEmpty(), hash);
        QCOMPARE(value(fixture.store->devices(romeo)).size(), 5);
        fixture.reopen();
    }
}

// A script that signs in for each message must not sign out a desktop that is used once a week.
void TestSqlStoreDevices::neverReusedDevicesAreRemovedFirst()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.settings.limits.devicesPerKind = 3;
    fixture.reopen();
    fixture.addDevice(romeo, "a desktop");
    fixture.now += 2h;
    QVERIFY(!foundId(fixture, "a desktop").isEmpty());
    for (int i = 0; i < 20; ++i) {
        fixture.now += 8h;
        fixture.addDevice(romeo, QByteArray::number(i));
    }
    QVERIFY(!foundId(fixture, "a desktop").isEmpty());
    QVERIFY(!foundId(fixture, "18").isEmpty());
    QCOMPARE(foundId(fixture, "17"), QString());
}

void TestSqlStoreDevices::onlyAddDeviceCreatesAnAccount_data()
{
    QTest::addColumn<bool>("wasThere");
    QTest::newRow("that never was there") << false;
    QTest::newRow("that was removed everywhere") << true;
}

void TestSqlStoreDevices::onlyAddDeviceCreatesAnAccount()
{
    QFETCH(const bool, wasThere);
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    if (wasThere) {
        fill(fixture, romeo);
        value(fixture.store->removeAccount(romeo));
    }
    QSignalSpy appended(fixture.store.get(), &Store::appended);
    QVERIFY(!value(fixture.store->append(message(romeo, u"late"_s))).isNew);
    QCOMPARE(result(fixture.store->enqueue(outgoing(romeo, u"late"_s))).error().code, ProblemCode::Unauthorized);
    PushSubscription subscription;
    subscription.account = romeo;
    subscription.endpoint = QUrl(u"https://push.example/1"_s);
    QCOMPARE(result(fixture.store->saveSubscription(subscription)).error().code, ProblemCode::Unauthorized);
    value(fixture.store->saveArchiveId(romeo, u"late"_s));
    value(fixture.store->acknowledgeLegacy(romeo, 1));
    value(fixture.store->settle(romeo, u"late"_s, {}));
    QCOMPARE(appended.size(), 0);
    QVERIFY(accountsOf(fixture).isEmpty());
    fixture.reopen();
    QVERIFY(accountsOf(fixture).isEmpty());
}

// Between the removal and its signal the account's session still runs.
void TestSqlStoreDevices::endedSessionDoesNotRecreateTheAccount()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fill(fixture, romeo);
    fill(fixture, juliet);
    fixture.store->removeAccount(romeo);
    fixture.store->saveAccount(romeo, "new credentials");
    fixture.store->append(message(romeo, u"late"_s));
    value(fixture.store->saveAccount(juliet, "new credentials"));
    QCOMPARE(accountsOf(fixture), QList<Jid>{juliet});
    QCOMPARE(value(fixture.store->accounts()).at(0).credentials, "new credentials");
}

void TestSqlStoreDevices::signInRecreatesTheAccount()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    for (int round = 0; round < 3; ++round) {
        fill(fixture, romeo);
        fixture.store->removeAccount(romeo);
        fixture.addDevice(romeo, "meanwhile"); // its session ends with the removal, and is started again
        value(fixture.store->saveAccount(romeo, "sealed anew"));
        QCOMPARE(value(fixture.store->accounts()).at(0).credentials, "sealed anew");
        value(fixture.store->removeAccount(romeo));
        value(fixture.store->saveAccount(romeo, "sealed"));
        QCOMPARE(accountsOf(fixture), QList<Jid>{romeo});
    }
}

void TestSqlStoreDevices::acknowledgingAFutureEventFails_data()
{
    QTest::addColumn<qint64>("cursor");
    QTest::newRow("the next one") << qint64(4);
    QTest::newRow("of another queue") << qint64(5000);
    QTest::newRow("the largest") << std::numeric_limits<qint64>::max();
}

void TestSqlStoreDevices::acknowledgingAFutureEventFails()
{
    QFETCH(const qint64, cursor);
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    for (const DeviceKind kind : {DeviceKind::V1, DeviceKind::Legacy})
        fixture.addDevice(romeo, kind == DeviceKind::V1 ? "v1" : "compat", kind);
    for (int i = 0; i < 3; ++i)
        value(fixture.store->append(message(romeo, QString::number(i))));
    for (const char *hash : {"v1", "compat"}) {
        const Device device = value(fixture.store->findDevice(hash));
        QCOMPARE(result(fixture.store->acknowledge(device.id, cursor)).error().code, ProblemCode::InvalidRequest);
        QCOMPARE(value(fixture.store->findDevice(hash)).cursor, 0);
        QCOMPARE(fixture.bodies(romeo).size(), 3);
    }
    for (const char *hash : {"v1", "compat"}) {
        value(fixture.store->acknowledge(value(fixture.store->findDevice(hash)).id, 3));
        QCOMPARE(value(fixture.store->findDevice(hash)).cursor, 3);
    }
}

void TestSqlStoreDevices::aDeviceLivesThirtyDaysFromItsLastUse()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.addDevice(romeo, "hash");
    fixture.now += 20 * 24h;
    QCOMPARE(value(fixture.store->findDevice("hash")).expires, fixture.now + 30 * 24h);
    fixture.reopen();
    fixture.now += 30 * 24h - 1s;
    QVERIFY(!foundId(fixture, "hash").isEmpty());
    fixture.now += 30 * 24h;
    QCOMPARE(foundId(fixture, "hash"), QString());
    QVERIFY(value(fixture.store->devices(romeo)).isEmpty());
    fixture.reopen();
    QCOMPARE(foundId(fixture, "hash"), QString());
}

void TestSqlStoreDevices::noDeviceLivesLongerThan180Days()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.addDevice(romeo, "hash");
    const QDateTime end = fixture.now + 180 * 24h;
    for (fixture.now += 10 * 24h; fixture.now < end; fixture.now += 10 * 24h) {
        QVERIFY(!foundId(fixture, "hash").isEmpty());
        QVERIFY(value(fixture.store->findDevice("hash")).expires <= end);
    }
    QCOMPARE(foundId(fixture, "hash"), QString());
}

void TestSqlStoreDevices::lastSeenHasHourPrecision()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    const QDateTime added = fixture.now;
    fixture.addDevice(romeo, "hash");
    fixture.now += 59min;
    QCOMPARE(value(fixture.store->findDevice("hash")).lastSeen, added);
    fixture.now += 1min;
    QCOMPARE(value(fixture.store->findDevice("hash")).lastSeen, fixture.now);
    QCOMPARE(value(fixture.store->devices(romeo)).at(0).lastSeen, fixture.now);
}

void TestSqlStoreDevices::readingExtendsALegacyDevice()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.addDevice(romeo, "lost", DeviceKind::Legacy);
    fixture.now += 2h;
    fixture.addDevice(romeo, "used", DeviceKind::Legacy);
    for (int i = 0; i < 5; ++i) {
        fixture.now += 20 * 24h;
        value(fixture.store->legacyMessages(romeo, 1));
    }
    QCOMPARE(foundId(fixture, "lost"), QString());
    QVERIFY(!foundId(fixture, "used").isEmpty());
}

void TestSqlStoreDevices::retentionRemovesExpiredDevicesAndAccounts()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.addDevice(romeo, "romeo's");
    fixture.addDevice(juliet, "juliet's 1");
    fixture.now += 20 * 24h;
    fixture.addDevice(juliet, "juliet's 2");
    fixture.now += 10 * 24h;
    QSignalSpy devicesRemoved(fixture.store.get(), &Store::deviceRemoved);
    QSignalSpy accountsRemoved(fixture.store.get(), &Store::accountRemoved);
    fixture.runRetention();
    QCOMPARE(devicesRemoved.size(), 1); // juliet's first: she has another one
    QCOMPARE(accountsRemoved.size(), 0);
    fixture.now += 29 * 24h;
    fixture.addDevice(juliet, "juliet's 3");
    fixture.now += 24h;
    fixture.runRetention();
    QCOMPARE(devicesRemoved.size(), 3);
    QCOMPARE(accountsRemoved.size(), 1);
    QCOMPARE(accountsOf(fixture), QList<Jid>{juliet});
    fixture.runRetention();
    QCOMPARE(devicesRemoved.size(), 3);
}

// A token expires after 180 days, however often it was used.
void TestSqlStoreDevices::accountOutlivesItsLastDeviceByAMonth()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    fixture.settings.limits.eventAge = std::chrono::days(365);
    fixture.reopen();
    const Device device = fixture.addDevice(romeo, "hash");
    value(fixture.store->saveAccount(romeo, "sealed"));
    value(fixture.store->append(message(romeo, u"read"_s)));
    value(fixture.store->acknowledge(device.id, 1));
    for (int day = 0; day < 180; ++day) {
        fixture.now += 24h;
        QCOMPARE(foundId(fixture, "hash").isEmpty(), day == 179);
        fixture.runRetention();
    }
    value(fixture.store->append(message(romeo, u"unread"_s)));
    value(fixture.store->enqueue(outgoing(romeo, u"queued"_s)));
    fixture.now += 29 * 24h;
    fixture.runRetention();
    fixture.reopen();
    fixture.runRetention();
    QCOMPARE(foundId(fixture, "hash"), QString());
    QVERIFY(value(fixture.store->devices(romeo)).isEmpty());
    QCOMPARE(value(fixture.store->accounts()).at(0).credentials, "sealed");
    QCOMPARE(value(fixture.store->queuedOutgoing(romeo)).size(), 1);
    const Device again = fixture.addDevice(romeo, "new hash");
    QCOMPARE(again.cursor, 1);
    fixture.runRetention();
    QCOMPARE(fixture.bodies(romeo), (QStringList{u"unread"_s, u"body of queued"_s}));
    QCOMPARE(value(fixture.store->devices(romeo)).size(), 1);
}

void TestSqlStoreDevices::manyAccountsInGraceDelayNoOther()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    // More accounts in their grace period than one slice handles must not protect the expired devices of others.
    for (int i = 0; i < 600; ++i)
        fixture.addDevice(Jid::fromServer(u"u%1@localhost"_s.arg(i)), QByteArray::number(i));
    fixture.addDevice(romeo, "old");
    fixture.now += 29 * 24h;
    fixture.addDevice(romeo, "new");
    fixture.now += 2 * 24h;
    QSignalSpy removed(fixture.store.get(), &Store::deviceRemoved);
    fixture.runRetention();
    QCOMPARE(removed.size(), 1);
    fixture.now += 29 * 24h;
    QSignalSpy accountsRemoved(fixture.store.get(), &Store::accountRemoved);
    fixture.runRetention();
    fixture.runRetention();
    QCOMPARE(accountsRemoved.size(), 600);
}

void TestSqlStoreDevices::retentionRemovesUnreachableAccounts()
{
    SqlStoreFixture fixture(SqlStoreFixture::Accounts::None);
    value(fixture.store->saveAccount(romeo, "sealed"));
    value(fixture.store->append(message(romeo, u"a"_s)));
    fixture.addDevice(juliet, "hash");
    fixture.runRetention();
    QCOMPARE(accountsOf(fixture).size(), 2);
    fixture.now += 25h;
    QSignalSpy removed(fixture.store.get(), &Store::accountRemoved);
    fixture.runRetention();
    QCOMPARE(removed.size(), 1);
    QCOMPARE(accountsOf(fixture), QList<Jid>{juliet});
    QVERIFY(fixture.bodies(romeo).isEmpty());
}

QTEST_GUILESS_MAIN(TestSqlStoreDevices)
#include "tst_sqlstoredevices.moc"
