// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/vault.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

static const Jid romeo = Jid::fromServer(u"romeo@example.org"_s);
static const Jid juliet = Jid::fromServer(u"juliet@example.org"_s);
static const QByteArray secret = "wherefore art thou";

class TestVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensWhatItSealed_data();
    void opensWhatItSealed();
    void opensItAfterARestart();
    void sealsTheSameDifferentlyEachTime();
    void sealHidesTheSecret();
    void opensForTheSameAccountOnly();
    void opensForTheSamePurposeOnly();
    void rejectsEveryFlippedBit();
    void rejectsEveryOtherLength();
    void rejectsPartsOfAnotherBlob();
    void rejectsAnotherVersion();
    void rejectsTheWrongKey();
    void doesNotReplaceALostKey();
    void acceptsANewKeyIfTheOperatorAllowsIt();
    void acceptsAKeyMovedIntoACredential();
    void rejectsADamagedCheckFile_data();
    void rejectsADamagedCheckFile();
    void rejectsAnInvalidStateDirectory();
    void filesAreReadableByTheOwnerOnly();

private:
    QString path(const QString &name = {}) const { return m_dir->filePath(name); }
    std::expected<Vault, QString> open(const QString &credentials = {}) const
    {
        return Vault::open(path(), credentials);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static void replace(const QString &path, const QByteArray &content)
{
    QFile::remove(path);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()
        || !file.setPermissions(QFile::ReadOwner))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
}

void TestVault::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestVault::opensWhatItSealed_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("text") << secret;
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("longer than a block") << QByteArray(100'000, 'x');
}

void TestVault::opensWhatItSealed()
{
    QFETCH(const QByteArray, plain);
    const auto vault = open();
    QVERIFY2(vault, qPrintable(vault ? QString() : vault.error()));
    const auto opened = vault->unseal(romeo, vault->seal(romeo, plain));
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error()));
    QCOMPARE(*opened, plain);
}

void TestVault::opensItAfterARestart()
{
    const QByteArray sealed = open()->seal(romeo, secret);
    QCOMPARE(open()->unseal(romeo, sealed).value_or(QByteArray()), secret);
}

void TestVault::sealsTheSameDifferentlyEachTime()
{
    const auto vault = open();
    // After the version: nonce, key and tag; nonce, secret and tag. A nonce that is reused with the master key would
    // disclose its keys.
    constexpr qsizetype nonceBytes = 12;
    constexpr qsizetype secretNonce = 1 + nonceBytes + SecretKey::bytes + 16;
    QSet<QByteArray> nonces;
    constexpr int rounds = 1'000;
    for (int round = 0; round < rounds; ++round) {
        const QByteArray sealed = vault->seal(romeo, secret);
        nonces.insert(sealed.sliced(1, nonceBytes));
        nonces.insert(sealed.sliced(secretNonce, nonceBytes));
    }
    QCOMPARE(nonces.size(), 2 * rounds);
}

void TestVault::sealHidesTheSecret()
{
    const QByteArray sealed = open()->seal(romeo, QByteArray(64, 'x'));
    QVERIFY(!sealed.contains("xx"));
    QVERIFY(!sealed.contains("romeo"));
}

void TestVault::opensForTheSameAccountOnly()
{
    const auto vault = open();
    const QByteArray sealed = vault->seal(romeo, secret);
    const auto moved = vault->unseal(juliet, sealed);
    QVERIFY(!moved);
    QVERIFY2(moved.error().contains(juliet.toString()), qPrintable(moved.error()));
    QVERIFY(!vault->unseal(Jid(), sealed));
}

void TestVault::opensForTheSamePurposeOnly()
{
    const auto vault = open();
    const QByteArray webhook = vault->seal(romeo, secret, Vault::Purpose::Webhook);
    QCOMPARE(vault->unseal(romeo, webhook, Vault::Purpose::Webhook).value_or(QByteArray()), secret);
    QVERIFY(!vault->unseal(romeo, webhook));
    QVERIFY(!vault->unseal(romeo, vault->seal(romeo, secret), Vault::Purpose::Webhook));
}

void TestVault::rejectsEveryFlippedBit()
{
    const auto vault = open();
    const QByteArray sealed = vault->seal(romeo, secret);
    for (qsizetype bit = 0; bit < sealed.size() * 8; ++bit) {
        QByteArray changed = sealed;
        changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY2(!vault->unseal(romeo, changed), qPrintable(u"bit %1"_s.arg(bit)));
    }
}

void TestVault::rejectsEveryOtherLength()
{
    const auto vault = open();
    const QByteArray sealed = vault->seal(romeo, secret);
    for (qsizetype length = 0; length < sealed.size(); ++length) {
        QVERIFY2(!vault->unseal(romeo, sealed.first(length)), qPrintable(u"first %1"_s.arg(length)));
        QVERIFY2(!vault->unseal(romeo, sealed.last(length)), qPrintable(u"last %1"_s.arg(length)));
    }
    QVERIFY(!vault->unseal(romeo, sealed + '\0'));
    QVERIFY(!vault->unseal(romeo, sealed + sealed));
}

// No part of one blob can be moved into another, though all are sealed with one key.
void TestVault::rejectsPartsOfAnotherBlob()
{
    const auto vault = open();
    const QByteArray one = vault->seal(romeo, secret);
    const QByteArray two = vault->seal(romeo, secret);
    QCOMPARE(one.size(), two.size());
    for (qsizetype cut = 1; cut < one.size(); ++cut) {
        if (one.first(cut) != two.first(cut) && one.sliced(cut) != two.sliced(cut))
            QVERIFY2(!vault->unseal(romeo, one.first(cut) + two.sliced(cut)), qPrintable(u"cut at %1"_s.arg(cut)));
    }
}

void TestVault::rejectsAnotherVersion()
{
    const auto vault = open();
    QByteArray sealed = vault->seal(romeo, secret);
    sealed[0] = 2;
    const auto opened = vault->unseal(romeo, sealed);
    QVERIFY(!opened);
    QVERIFY2(opened.error().contains(u"newer version"_s), qPrintable(opened.error()));
}

void TestVault::rejectsTheWrongKey()
{
    const QByteArray sealed = open()->seal(romeo, secret);
    const QByteArray right = contentOf(path(u"master.key"_s));
    replace(path(u"master.key"_s), QByteArray(32, 'x'));
    const auto vault = open();
    QVERIFY(!vault);
    QCOMPARE(
        vault.error(),
        u"the master key %1/master.key does not fit the credentials in %1: restore the key file or credential "
        "they were sealed with, or remove %1/vault.check to go on with this key and sign everybody out"_s.arg(path()));
    replace(path(u"master.key"_s), right);
    QCOMPARE(open()->unseal(romeo, sealed).value_or(QByteArray()), secret);
}

void TestVault::doesNotReplaceALostKey()
{
    QVERIFY(open());
    QVERIFY(QFile::remove(path(u"master.key"_s)));
    const auto vault = open();
    QVERIFY(!vault);
    QVERIFY2(vault.error().contains(u"master.key is missing"_s), qPrintable(vault.error()));
    QVERIFY2(vault.error().contains(u"remove "_s + path(u"vault.check"_s)), qPrintable(vault.error()));
    QVERIFY(!QFile::exists(path(u"master.key"_s)));
}

void TestVault::acceptsANewKeyIfTheOperatorAllowsIt()
{
    const QByteArray sealed = open()->seal(romeo, secret);
    QVERIFY(QFile::remove(path(u"master.key"_s)));
    QVERIFY(QFile::remove(path(u"vault.check"_s)));
    const auto vault = open();
    QVERIFY2(vault, qPrintable(vault ? QString() : vault.error()));
    const auto old = vault->unseal(romeo, sealed);
    QVERIFY(!old);
    QVERIFY2(old.error().contains(u"another key"_s), qPrintable(old.error()));
}

void TestVault::acceptsAKeyMovedIntoACredential()
{
    const QByteArray sealed = open()->seal(romeo, secret);
    const QString credentials = path(u"credentials"_s);
    QVERIFY(QDir().mkpath(credentials));
    replace(credentials + u"/webjabber-master-key"_s, contentOf(path(u"master.key"_s)));
    QVERIFY(QFile::remove(path(u"master.key"_s)));
    QCOMPARE(open(credentials)->unseal(romeo, sealed).value_or(QByteArray()), secret);
    replace(credentials + u"/webjabber-master-key"_s, QByteArray(32, 'x'));
    QVERIFY(!open(credentials));
}

void TestVault::rejectsADamagedCheckFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << QByteArray(5, 'x');
    QTest::newRow("as long") << QByteArray(28, 'x');
    QTest::newRow("long") << QByteArray(5'000, 'x');
}

void TestVault::rejectsADamagedCheckFile()
{
    QFETCH(const QByteArray, content);
    QVERIFY(open());
    QCOMPARE(contentOf(path(u"vault.check"_s)).size(), 28);
    replace(path(u"vault.check"_s), content);
    const auto vault = open();
    QVERIFY(!vault);
    QVERIFY2(vault.error().contains(path(u"vault.check"_s)), qPrintable(vault.error()));
}

void TestVault::rejectsAnInvalidStateDirectory()
{
    replace(path(u"file"_s), "x");
    const auto vault = Vault::open(path(u"file/state"_s), {});
    QVERIFY(!vault);
    QVERIFY2(vault.error().contains(path(u"file"_s)), qPrintable(vault.error()));
}

void TestVault::filesAreReadableByTheOwnerOnly()
{
    QVERIFY(open());
    QCOMPARE(QDir(path()).entryList(QDir::Files | QDir::Hidden), QStringList({u"master.key"_s, u"vault.check"_s}));
    // Root's own permissions do not depend on the mode.
    const QFile::Permissions currentUser = QFile::ReadUser | QFile::WriteUser | QFile::ExeUser;
    for (const QString &name : {u"master.key"_s, u"vault.check"_s})
        QCOMPARE(QFile::permissions(path(name)) & ~currentUser, QFile::Permissions(QFile::ReadOwner));
}

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"
