// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/masterkey.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

static const QByteArray key32 = "0123456789abcdefghijklmnopqrstuv";

class TestMasterKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isCreatedOnFirstStartAndReadLater();
    void isDifferentOnEveryMachine();
    void isNotCreatedIfItMustExist();
    void readsAKeyCreatedByTheOperator_data();
    void readsAKeyCreatedByTheOperator();
    void rejectsInvalidKey_data();
    void rejectsInvalidKey();
    void rejectsAKeyReadableByOthers_data();
    void rejectsAKeyReadableByOthers();
    void rejectsAKeyOfAnotherUser();
    void rejectsOtherFileTypes();
    void prefersTheSystemdCredential();
    void ignoresTheOwnerOfTheSystemdCredential();
    void invalidCredentialIsAnErrorDespiteTheFile();
    void usesTheFileWithoutACredential();
    void concurrentStartsCreateOneKey();
    void killDuringCreationLeavesNoPartialKey();

private:
    QString keyPath() const { return m_dir->filePath(u"state/master.key"_s); }
    QString credentialsDirectory() const { return m_dir->filePath(u"credentials"_s); }
    std::expected<MasterKey, QString> load(MissingKey missing = MissingKey::Make) const
    {
        return loadMasterKey(m_dir->filePath(u"state"_s), credentialsDirectory(), missing);
    }
    void writeKey(const QByteArray &content) const { write(keyPath(), content); }
    void writeCredential(const QByteArray &content) const
    {
        write(credentialsDirectory() + u"/webjabber-master-key"_s, content);
    }
    static void write(const QString &path, const QByteArray &content);

    std::unique_ptr<QTemporaryDir> m_dir;
};

static QByteArray bytesOf(const std::expected<MasterKey, QString> &loaded)
{
    if (!loaded)
        qWarning("%s", qPrintable(loaded.error()));
    return loaded ? loaded->key.view().toByteArray() : QByteArray();
}

static mode_t modeOf(const QString &path)
{
    struct stat status;
    return stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & ALLPERMS : 0;
}

void TestMasterKey::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
    QVERIFY(QDir().mkpath(m_dir->filePath(u"state"_s)));
    QVERIFY(QDir().mkpath(credentialsDirectory()));
}

void TestMasterKey::write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(content) != content.size()
        || !file.setPermissions(QFile::ReadOwner))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
}

void TestMasterKey::isCreatedOnFirstStartAndReadLater()
{
    const auto made = load();
    QCOMPARE(bytesOf(made).size(), SecretKey::bytes);
    QCOMPARE(made->path, keyPath());
    QCOMPARE(modeOf(keyPath()), mode_t(0400));
    QCOMPARE(QDir(m_dir->filePath(u"state"_s)).entryList(QDir::Files | QDir::Hidden), QStringList(u"master.key"_s));
    QCOMPARE(bytesOf(load()), bytesOf(made));
    QCOMPARE(bytesOf(load(MissingKey::Refuse)), bytesOf(made));
}

void TestMasterKey::isDifferentOnEveryMachine()
{
    const QByteArray one = bytesOf(load());
    init();
    QVERIFY(bytesOf(load()) != one);
}

void TestMasterKey::isNotCreatedIfItMustExist()
{
    const auto loaded = load(MissingKey::Refuse);
    QVERIFY(!loaded);
    QCOMPARE(loaded.error(), u"there is no master key: %1 is missing"_s.arg(keyPath()));
    QVERIFY(!QFile::exists(keyPath()));
}

void TestMasterKey::readsAKeyCreatedByTheOperator_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("32 bytes") << key32 << key32;
    QTest::newRow("base64") << key32.toBase64() << key32;
    QTest::newRow("base64 and a newline") << key32.toBase64() + '\n' << key32;
    QTest::newRow("32 bytes that end in a newline") << key32.first(31) + '\n' << key32.first(31) + '\n';
    QTest::newRow("32 bytes of any value") << QByteArray(32, '\0') << QByteArray(32, '\0');
}

void TestMasterKey::readsAKeyCreatedByTheOperator()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QByteArray, key);
    writeKey(content);
    QCOMPARE(bytesOf(load()), key);
}

void TestMasterKey::rejectsInvalidKey_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("31 bytes") << key32.first(31);
    QTest::newRow("33 bytes") << key32 + 'x';
    QTest::newRow("base64 of 31 bytes") << key32.first(31).toBase64();
    QTest::newRow("base64 of 64 bytes") << (key32 + key32).toBase64();
    QTest::newRow("base64 cut short") << key32.toBase64().first(40);
    QTest::newRow("base64 with a letter that is none") << key32.toBase64().replace(5, 1, "!");
    QTest::newRow("base64 with a letter too many") << key32.toBase64().insert(5, "!");
    QTest::newRow("a large file") << QByteArray(5'000, 'A');
}

void TestMasterKey::rejectsInvalidKey()
{
    QFETCH(const QByteArray, content);
    writeKey(content);
    const auto loaded = load();
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().startsWith(u"the master key cannot be used: "_s), qPrintable(loaded.error()));
    QVERIFY2(loaded.error().contains(keyPath()), qPrintable(loaded.error()));
    QVERIFY(content.size() < 20 || !loaded.error().contains(QString::fromLatin1(content.first(20))));
}

void TestMasterKey::rejectsAKeyReadableByOthers_data()
{
    QTest::addColumn<int>("mode");
    for (const int mode : {0440, 0404, 0420, 0402, 0644, 0777})
        QTest::addRow("%04o", mode) << mode;
}

void TestMasterKey::rejectsAKeyReadableByOthers()
{
    QFETCH(const int, mode);
    writeKey(key32);
    QCOMPARE(chmod(QFile::encodeName(keyPath()).constData(), mode_t(mode)), 0);
    const auto loaded = load();
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().contains(u"(mode %1)"_s.arg(mode, 4, 8, QChar(u'0'))), qPrintable(loaded.error()));
    QCOMPARE(chmod(QFile::encodeName(keyPath()).constData(), 0600), 0);
    QCOMPARE(bytesOf(load()), key32);
}

void TestMasterKey::rejectsAKeyOfAnotherUser()
{
    writeKey(key32);
    if (chown(QFile::encodeName(keyPath()).constData(), 12345, gid_t(-1)) != 0)
        QSKIP("only root can give a file away");
    const auto loaded = load();
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().contains(u"belongs to user 12345"_s), qPrintable(loaded.error()));
}

void TestMasterKey::rejectsOtherFileTypes()
{
    QVERIFY(QDir().mkpath(keyPath()));
    QCOMPARE(load().error(), u"the master key cannot be used: %1: is not a file"_s.arg(keyPath()));
    QVERIFY(QDir().rmdir(keyPath()));
    QCOMPARE(mkfifo(QFile::encodeName(keyPath()).constData(), 0400), 0);
    QVERIFY(!load()); // and does not block until there is a writer
}

void TestMasterKey::prefersTheSystemdCredential()
{
    const QByteArray other = QByteArray(32, 'c');
    writeKey(key32);
    writeCredential(other);
    const auto loaded = load();
    QCOMPARE(bytesOf(loaded), other);
    QCOMPARE(loaded->path, credentialsDirectory() + u"/webjabber-master-key"_s);
}

// systemd grants access by ACL if possible: the file stays root's, and its mode shows group permissions.
void TestMasterKey::ignoresTheOwnerOfTheSystemdCredential()
{
    writeCredential(key32);
    const QByteArray path = QFile::encodeName(credentialsDirectory() + u"/webjabber-master-key"_s);
    QCOMPARE(chmod(path.constData(), 0440), 0);
    QCOMPARE(bytesOf(load()), key32);
    if (chown(path.constData(), 12345, gid_t(-1)) == 0)
        QCOMPARE(bytesOf(load()), key32);
}

void TestMasterKey::invalidCredentialIsAnErrorDespiteTheFile()
{
    writeKey(key32);
    writeCredential("too short");
    QVERIFY(!load());
}

void TestMasterKey::usesTheFileWithoutACredential()
{
    writeKey(key32);
    QCOMPARE(bytesOf(load()), key32); // a directory without it
    QVERIFY(QDir().rmdir(credentialsDirectory()));
    QCOMPARE(bytesOf(load()), key32); // no directory
    QCOMPARE(bytesOf(loadMasterKey(m_dir->filePath(u"state"_s), {}, MissingKey::Make)),
             key32); // not started by systemd
}

void TestMasterKey::concurrentStartsCreateOneKey()
{
    constexpr int rounds = 50;
    constexpr int starts = 8;
    for (int round = 0; round < rounds; ++round) {
        QFile::remove(keyPath());
        std::array<QByteArray, starts> keys;
        {
            std::array<std::jthread, starts> threads;
            for (int i = 0; i < starts; ++i)
                threads[i] = std::jthread([this, &keys, i] { keys[i] = bytesOf(load()); });
        }
        for (const QByteArray &key : keys) {
            QCOMPARE(key.size(), SecretKey::bytes);
            QCOMPARE(key, keys[0]);
        }
    }
}

void TestMasterKey::killDuringCreationLeavesNoPartialKey()
{
    constexpr int rounds = 200;
    // How long a child takes to store the key, estimated from earlier rounds, so that about half of the kills come
    // before that.
    std::chrono::microseconds usual = 2ms;
    int whole = 0;
    int none = 0;
    for (int round = 0; round < rounds; ++round) {
        QFile::remove(keyPath());
        const pid_t child = fork();
        if (child == 0) {
            (void)load();
            pause();
            _exit(0);
        }
        usleep(useconds_t(QRandomGenerator::global()->bounded(2 * qint64(usual.count()))));
        kill(child, SIGKILL);
        QCOMPARE(waitpid(child, nullptr, 0), child);
        const auto left = load(MissingKey::Refuse);
        QCOMPARE(left.has_value(), QFile::exists(keyPath()));
        ++(left ? whole : none);
        usual = left ? std::max<std::chrono::microseconds>(usual * 9 / 10, 100us) : usual * 10 / 9 + 1us;
    }
    QVERIFY2(whole > 0 && none > 0, qPrintable(u"%1 whole, %2 none: nothing was tried"_s.arg(whole).arg(none)));
}

QTEST_GUILESS_MAIN(TestMasterKey)
#include "tst_masterkey.moc"
