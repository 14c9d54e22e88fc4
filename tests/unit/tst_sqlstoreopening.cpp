// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlstorefixture.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

class TestSqlStoreOpening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsFilesForTheOwnerOnly();
    void isCreatedAtomically();
    void rejectsADirectoryInUse();
    void rejectsUnusableDatabases_data();
    void rejectsUnusableDatabases();
    void rejectsALogWithoutItsDatabase();
    void rejectsAReadOnlyDirectory();
    void rejectsAFileInPlaceOfTheDirectory();
};

static int mode(const QString &path)
{
    struct stat status;
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & ALLPERMS) : -1;
}

static QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

static void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write");
}

static void runSql(const QString &path, const QStringList &statements)
{
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
        connection.setDatabaseName(path);
        connection.open();
        for (const QString &statement : statements) {
            if (!QSqlQuery(connection).exec(statement))
                qFatal("cannot run %s", qPrintable(statement));
        }
    }
    QSqlDatabase::removeDatabase(u"test"_s);
}

void TestSqlStoreOpening::createsFilesForTheOwnerOnly()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"deep/down/state"_s);
    const mode_t mask = ::umask(0);
    const auto store = SqlStore::open(path);
    ::umask(mask);
    QVERIFY(store);
    value((*store)->saveAccount(romeo, {}));
    QCOMPARE(mode(path), 0700);
    for (const char *file : {"webjabber.db", "webjabber.db-wal", "webjabber.db-shm", "webjabberd.lock"})
        QCOMPARE(mode(path + u'/' + QLatin1StringView(file)), 0600);
}

void TestSqlStoreOpening::isCreatedAtomically()
{
    // Files left by a process that was killed while it created the database.
    const QTemporaryDir directory;
    write(directory.filePath(u"webjabber.db.new"_s), "half a database");
    write(directory.filePath(u"webjabber.db.new-wal"_s), "half a log");
    const auto store = SqlStore::open(directory.path());
    QVERIFY(store);
    value((*store)->saveAccount(romeo, {}));
    QVERIFY(value((*store)->append(message(romeo, u"a"_s))).isNew);
    QVERIFY(!QFile::exists(directory.filePath(u"webjabber.db.new"_s)));
}

void TestSqlStoreOpening::rejectsADirectoryInUse()
{
    SqlStoreFixture fixture;
    const auto second = SqlStore::open(fixture.path());
    QVERIFY(!second);
    QVERIFY2(second.error().detail.contains(u"in use"_s), qPrintable(second.error().detail));
    value(fixture.store->append(message(romeo, u"a"_s)));
    fixture.store.reset();
    QVERIFY(SqlStore::open(fixture.path()));
}

using Damage = std::function<void(const QString &)>;

void TestSqlStoreOpening::rejectsUnusableDatabases_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<QString>("reason");
    QTest::newRow("of zero length") << Damage([](const QString &file) { write(file, {}); }) << u"is empty"_s;
    QTest::newRow("other content") << Damage([](const QString &file) { write(file, QByteArray(100'000, 'x')); })
                                   << u"not a database"_s;
    QTest::newRow("short other content") << Damage([](const QString &file) { write(file, "x"); })
                                         << u"holds nothing"_s; // SQLite treats less than a header as empty
    QTest::newRow("cut to half") << Damage([](const QString &file) { write(file, content(file).chopped(40 * 4096)); })
                                 << u"damaged|malformed"_s;
    QTest::newRow("cut by a page") << Damage([](const QString &file) { write(file, content(file).chopped(4096)); })
                                   << u"damaged|malformed"_s;
    QTest::newRow("cut to the first page")
        << Damage([](const QString &file) { write(file, content(file).first(4096)); }) << u"damaged|malformed"_s;
    QTest::newRow("zeros in the middle") << Damage([](const QString &file) {
        QByteArray bytes = content(file);
        write(file, bytes.replace(10 * 4096, 20 * 4096, QByteArray(20 * 4096, '\0')));
    }) << u"damaged|malformed"_s;
    QTest::newRow("no first page") << Damage([](const QString &file) {
        write(file, content(file).replace(0, 4096, QByteArray(4096, '\0')));
    }) << u"not a database"_s;
    QTest::newRow("another program's") << Damage([](const QString &file) {
        QFile::remove(file);
        runSql(file, {u"CREATE TABLE bookmarks (url TEXT)"_s});
    }) << u"another program"_s;
    QTest::newRow("a database that holds nothing") << Damage([](const QString &file) {
        QFile::remove(file);
        runSql(file, {u"PRAGMA user_version = 1"_s});
    }) << u"holds nothing"_s;
    QTest::newRow("a newer version's") << Damage([](const QString &file) {
        runSql(file, {u"INSERT INTO schema_version VALUES (999, 0)"_s});
    }) << u"newer"_s;
    QTest::newRow("a directory") << Damage([](const QString &file) {
        QFile::remove(file);
        QDir().mkdir(file);
    }) << u"not a file"_s;
}

void TestSqlStoreOpening::rejectsUnusableDatabases()
{
    QFETCH(const Damage, damage);
    QFETCH(const QString, reason);
    SqlStoreFixture fixture;
    for (int i = 0; i < 2000; ++i)
        fixture.store->append(message(romeo, u"a message of some length, number %1"_s.arg(i)));
    value(fixture.store->accounts());
    fixture.store.reset();
    const QString file = fixture.path() + u"/webjabber.db"_s;
    QVERIFY(content(file).size() > 80 * 4096);
    damage(file);
    const QByteArray before = content(file);
    for (int i = 0; i < 2; ++i) {
        const auto refused = SqlStore::open(fixture.path());
        QVERIFY(!refused);
        const QString detail = refused.error().detail;
        QVERIFY2(detail.contains(QRegularExpression(reason)), qPrintable(detail));
        QVERIFY2(detail.contains(file), qPrintable(detail));
        QCOMPARE(content(file), before); // nothing is overwritten
    }
}

// The log may contain another database's pages.
void TestSqlStoreOpening::rejectsALogWithoutItsDatabase()
{
    const QTemporaryDir directory;
    write(directory.filePath(u"webjabber.db-wal"_s), "what was committed last");
    const auto refused = SqlStore::open(directory.path());
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(u"webjabber.db-wal"_s), qPrintable(refused.error().detail));
    QCOMPARE(content(directory.filePath(u"webjabber.db-wal"_s)), "what was committed last");
    QVERIFY(!QFile::exists(directory.filePath(u"webjabber.db"_s)));
}

void TestSqlStoreOpening::rejectsAReadOnlyDirectory()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"state"_s);
    QVERIFY(QDir().mkdir(path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
    QVERIFY(QFile::setPermissions(directory.path(), QFile::Permissions(0x7755)));
    // Root may write anywhere, so this changes the user temporarily.
    constexpr uid_t nobody = 65534;
    const uid_t user = ::geteuid();
    if (user == 0)
        QCOMPARE(::seteuid(nobody), 0);
    const auto refused = SqlStore::open(path);
    const auto notMade = SqlStore::open(path + u"/below"_s);
    QCOMPARE(::seteuid(user), 0);
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(u"cannot be written: Permission denied"_s),
             qPrintable(refused.error().detail));
    QVERIFY(!notMade);
    QVERIFY2(notMade.error().detail.contains(u"cannot be made: Permission denied"_s),
             qPrintable(notMade.error().detail));
}

void TestSqlStoreOpening::rejectsAFileInPlaceOfTheDirectory()
{
    const QTemporaryDir directory;
    write(directory.filePath(u"state"_s), "a file");
    const auto refused = SqlStore::open(directory.filePath(u"state"_s));
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(u"Not a directory"_s), qPrintable(refused.error().detail));
}

QTEST_GUILESS_MAIN(TestSqlStoreOpening)
#include "tst_sqlstoreopening.moc"
