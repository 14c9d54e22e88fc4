// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/storedcredentials.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class TestStoredCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote_data();
    void readsWhatItWrote();
    void rejectsForeignBytes_data();
    void rejectsForeignBytes();
    void sizeHidesThePasswordLength();
    void aHashMatchesItsPasswordOnly();
    void hashIsSaltedAndContainsNoPassword();
    void defaultHashMatchesNothing();
    void hashingIsCheap();
};

void TestStoredCredentials::readsWhatItWrote_data()
{
    QTest::addColumn<StoredCredentials>("credentials");
    const QUuid device = QUuid::createUuid();
    const QByteArray token = "<credentials xmlns='org.qxmpp.credentials'><ht-token secret='s\xC3\xA4'/></credentials>";
    QTest::newRow("nothing") << StoredCredentials{};
    QTest::newRow("password") << StoredCredentials{u"pass"_s, {}, device, PasswordHash::of(u"pass"_s)};
    QTest::newRow("token") << StoredCredentials{{}, token, device, PasswordHash::of(u"pass"_s)};
    QTest::newRow("any character") << StoredCredentials{u"\0\n\"\\\u00e4\U0001F600 "_s, {}, device, {}};
    QTest::newRow("any byte") << StoredCredentials{{}, QByteArray("\0\xff\n ", 4), device, {}};
    QTest::newRow("long") << StoredCredentials{QString(5'000, u'x'), QByteArray(5'000, 'x'), device, {}};
}

void TestStoredCredentials::readsWhatItWrote()
{
    QFETCH(const StoredCredentials, credentials);
    const auto read = StoredCredentials::fromBytes(credentials.toBytes());
    QVERIFY2(read, qPrintable(read ? QString() : read.error()));
    QCOMPARE(read->password, credentials.password);
    QCOMPARE(read->token, credentials.token);
    QCOMPARE(read->deviceId, credentials.deviceId);
    QCOMPARE(*read, credentials);
    QCOMPARE(read->canSignIn(), !credentials.password.isEmpty() || !credentials.token.isEmpty());
}

void TestStoredCredentials::rejectsForeignBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    QTest::newRow("empty") << QByteArray() << u"damaged"_s;
    QTest::newRow("no JSON") << QByteArray("password") << u"damaged"_s;
    QTest::newRow("no object") << QByteArray("[1]") << u"damaged"_s;
    QTest::newRow("no version") << QByteArray("{\"password\":\"a\"}") << u"damaged"_s;
    QTest::newRow("newer") << QByteArray("{\"version\":2,\"password\":\"a\"}") << u"newer version"_s;
    QTest::newRow("cut short") << StoredCredentials{u"pass"_s, {}, {}, {}}.toBytes().first(30) << u"damaged"_s;
}

void TestStoredCredentials::rejectsForeignBytes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, error);
    const auto read = StoredCredentials::fromBytes(bytes);
    QVERIFY(!read);
    QVERIFY2(read.error().contains(error), qPrintable(read.error()));
}

void TestStoredCredentials::sizeHidesThePasswordLength()
{
    const StoredCredentials none{{}, {}, QUuid::createUuid(), PasswordHash::of(u"x"_s)};
    StoredCredentials some = none;
    for (const int length : {1, 20, 64}) {
        some.password = QString(length, u'x');
        QCOMPARE(some.toBytes().size(), none.toBytes().size());
    }
}

void TestStoredCredentials::aHashMatchesItsPasswordOnly()
{
    const auto hash = PasswordHash::of(u"pässword"_s);
    QVERIFY(hash.matches(u"pässword"_s));
    for (const QString &other : {u""_s, u"password"_s, u"pässword "_s, u"Pässword"_s, u"pässwor"_s})
        QVERIFY(!hash.matches(other));
    QVERIFY(PasswordHash(hash.salt(), hash.digest()).matches(u"pässword"_s));
}

void TestStoredCredentials::hashIsSaltedAndContainsNoPassword()
{
    const auto one = PasswordHash::of(u"password"_s);
    const auto two = PasswordHash::of(u"password"_s);
    QVERIFY(one.salt() != two.salt());
    QVERIFY(one.digest() != two.digest());
    QVERIFY(!StoredCredentials(QString(), QByteArray(), QUuid(), one).toBytes().contains("password\":\"p"));
}

void TestStoredCredentials::defaultHashMatchesNothing()
{
    QVERIFY(!PasswordHash().matches(u""_s));
    QVERIFY(!PasswordHash().matches(u"password"_s));
    QVERIFY(!PasswordHash("salt", "short").matches(u"password"_s));
}

// It runs on the main thread.
void TestStoredCredentials::hashingIsCheap()
{
    constexpr int rounds = 20;
    constexpr double boundMilliseconds = 5;
    double best = 1e9; // other programs run at the same time
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        (void)PasswordHash::of(u"password"_s);
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    qInfo("%.2f ms", best);
    QVERIFY(best < boundMilliseconds);
}

QTEST_GUILESS_MAIN(TestStoredCredentials)
#include "tst_storedcredentials.moc"
