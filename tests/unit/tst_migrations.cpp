// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/databasefile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

class TestMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsStatementsAtSemicolons_data();
    void splitsStatementsAtSemicolons();
    void embeddedMigrationsAreNumberedWithoutGaps();
    void useOnlyPortableSql();
    void newDatabaseRunsAll();
    void sameVersionChangesNothing();
    void olderVersionRunsTheMissingOnes();
    void duePushesAreKept();
    void messagesFromBeforeRefsAreKept();
    void outgoingMessagesFromBeforeActsAreKept();
    void failedMigrationIsRolledBack();
    void newerVersionIsRejected();
};

static const QList<Migration> two{
    {1, u"CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1);"_s},
    {2, u"ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = 'one;two';"_s},
};

static Result<std::unique_ptr<Database>> open(const QTemporaryDir &directory, const QList<Migration> &migrations)
{
    return openDatabaseFile(directory.filePath(u"test.db"_s), 1s, migrations);
}

// Adds the account 1 as it was in the first version of the schema.
static void insertRomeo(Database &database, qint64 lastSeq, qint64 pushSeq)
{
    database.execute("INSERT INTO accounts (id, jid, credentials, archive_id, last_seq, compat_cursor, read_seq,"
                     " push_seq, created) VALUES (1, 'romeo@localhost', '', '', ?, 0, 0, ?, 0)"_L1,
                     lastSeq, pushSeq);
}

static QString only(Database &database, QLatin1StringView sql)
{
    Rows rows = database.select(sql);
    if (!rows.next())
        return u"nothing"_s;
    const QString text = rows.text(0);
    return rows.next() ? u"several"_s : text;
}

void TestMigrations::splitsStatementsAtSemicolons_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("statements");
    QTest::newRow("nothing") << QString() << QStringList();
    QTest::newRow("only space and semicolons") << u" ;\n; "_s << QStringList();
    QTest::newRow("two") << u"A;B;"_s << QStringList{u"A"_s, u"B"_s};
    QTest::newRow("the last without a semicolon") << u"A;\n B "_s << QStringList{u"A"_s, u"B"_s};
    QTest::newRow("text") << u"A 'x;y' B; C"_s << QStringList{u"A 'x;y' B"_s, u"C"_s};
    QTest::newRow("text with a quote") << u"A 'it''s;' B; C"_s << QStringList{u"A 'it''s;' B"_s, u"C"_s};
    QTest::newRow("quoted name") << u"A \"x;y\" B; C"_s << QStringList{u"A \"x;y\" B"_s, u"C"_s};
    QTest::newRow("line comment") << u"A -- x; it's\nB; C"_s << QStringList{u"A  B"_s, u"C"_s};
    QTest::newRow("line comment at the end") << u"A; -- x;"_s << QStringList{u"A"_s};
    QTest::newRow("block comment") << u"A /* x; ' -- */ B; C"_s << QStringList{u"A   B"_s, u"C"_s};
    QTest::newRow("comment in text") << u"A '-- /*'; B"_s << QStringList{u"A '-- /*'"_s, u"B"_s};
    QTest::newRow("minus and divided by") << u"A - 1 / 2; B"_s << QStringList{u"A - 1 / 2"_s, u"B"_s};
}

void TestMigrations::splitsStatementsAtSemicolons()
{
    QFETCH(const QString, sql);
    QFETCH(const QStringList, statements);
    QCOMPARE(sqlStatements(sql), statements);
}

void TestMigrations::embeddedMigrationsAreNumberedWithoutGaps()
{
    const QList<Migration> migrations = embeddedMigrations();
    QVERIFY(!migrations.isEmpty());
    for (qsizetype i = 0; i < migrations.size(); ++i) {
        QCOMPARE(migrations.at(i).version, i + 1);
        QVERIFY(!sqlStatements(migrations.at(i).sql).isEmpty());
    }
}

void TestMigrations::useOnlyPortableSql()
{
    for (const Migration &migration : embeddedMigrations()) {
        for (const QString &statement : sqlStatements(migration.sql)) {
            for (const QLatin1StringView word :
                 {"PRAGMA"_L1, "AUTOINCREMENT"_L1, "ROWID"_L1, " BLOB"_L1, "BYTEA"_L1, "SERIAL"_L1, "STRICT"_L1})
                QVERIFY2(!statement.contains(word, Qt::CaseInsensitive), qPrintable(statement));
        }
        const QString sql = SqlDialect::expandPlaceholders(migration.sql);
        QVERIFY(!sqlStatements(sql).join(u' ').contains(u"${"_s));
    }
}

void TestMigrations::newDatabaseRunsAll()
{
    const QTemporaryDir directory;
    const auto database = open(directory, two);
    QVERIFY(database);
    QCOMPARE(only(**database, "SELECT y FROM a"_L1), u"one;two"_s);
    QCOMPARE(only(**database, "SELECT count(*) FROM schema_version"_L1), u"2"_s);
    QCOMPARE(schemaVersion(**database, 2), 2);
}

void TestMigrations::sameVersionChangesNothing()
{
    const QTemporaryDir directory;
    for (int i = 0; i < 3; ++i) {
        const auto database = open(directory, embeddedMigrations());
        QVERIFY(database);
        const auto count = embeddedMigrations().size();
        QCOMPARE(only(**database, "SELECT count(*) FROM schema_version"_L1), QString::number(count));
        QCOMPARE(only(**database, "SELECT count(*) FROM accounts"_L1), QString::number(i));
        (*database)->execute("INSERT INTO accounts (jid, credentials, archive_id, last_seq, compat_cursor,"
                             " read_seq, push_seq, created) VALUES (?, '', '', 0, 0, 0, 0, 0)"_L1,
                             QString::number(i));
    }
}

void TestMigrations::olderVersionRunsTheMissingOnes()
{
    const QTemporaryDir directory;
    QVERIFY(open(directory, two.first(1)));
    const auto database = open(directory, two);
    QVERIFY(database);
    QCOMPARE(only(**database, "SELECT count(*) FROM a"_L1), u"1"_s);
    QCOMPARE(only(**database, "SELECT y FROM a"_L1), u"one;two"_s);
}

// Which subscriptions include presence, and which events they have not delivered yet.
void TestMigrations::duePushesAreKept()
{
    const QTemporaryDir directory;
    {
        const auto before = open(directory, embeddedMigrations().first(1));
        QVERIFY(before);
        Database &database = **before;
        insertRomeo(database, 5, 2);
        const auto addEvent = [&](int seq, const QString &type, const QString &direction, const QString &sender,
                                  const QString &body) {
            database.execute("INSERT INTO events (account_id, seq, type, direction, time, sender, recipient, id,"
                             " stanza_id, body, thread, is_delayed, stored)"
                             " VALUES (1, ?, ?, ?, 0, ?, '', '', '', ?, '', 0, 0)"_L1,
                             seq, type, direction, sender, body);
        };
        addEvent(1, u"receipt"_s, u"in"_s, u"nurse@localhost"_s, {});
        addEvent(2, u"message"_s, u"in"_s, u"nurse@localhost/x"_s, u"a"_s);
        addEvent(3, u"message"_s, u"in"_s, u"romeo@localhost/y"_s, u"a note to himself"_s);
        addEvent(4, u"message"_s, u"out"_s, u"romeo@localhost"_s, u"b"_s);
        addEvent(5, u"marker"_s, u"out"_s, u"romeo@localhost"_s, {});
        for (const int wantsPresence : {0, 1})
            database.execute("INSERT INTO push_subscriptions (id, account_id, kind, endpoint, payload, wants_presence,"
                             " public_key, auth_secret, secret, created, sent_seq, version, attempts, failing_since,"
                             " next_attempt_at, last_status, is_broken)"
                             " VALUES (?, 1, 'webhook', '', 'id', ?, '', '', '', 0, 0, 0, 0, 0, 0, 0, 0)"_L1,
                             QString::number(wantsPresence), wantsPresence);
    }
    const auto after = open(directory, embeddedMigrations());
    QVERIFY(after);
    QCOMPARE(only(**after,
                  "SELECT group_concat(seq || ':' || push_event) FROM"
                  " (SELECT seq, push_event FROM events WHERE push_event > 0 ORDER BY seq)"_L1),
             u"2:1,5:64"_s);
    QCOMPARE(only(**after, "SELECT events FROM push_subscriptions WHERE id = '0'"_L1), u"message"_s);
    QCOMPARE(only(**after, "SELECT events FROM push_subscriptions WHERE id = '1'"_L1), u"message presence"_s);
}

// Nothing refers to them, as refs begin with the migration.
void TestMigrations::messagesFromBeforeRefsAreKept()
{
    const QTemporaryDir directory;
    {
        const auto before = open(directory, embeddedMigrations().first(2));
        QVERIFY(before);
        Database &database = **before;
        insertRomeo(database, 1, 0);
        database.execute("INSERT INTO events (account_id, seq, type, direction, time, sender, recipient, id,"
                         " stanza_id, body, thread, is_delayed, stored)"
                         " VALUES (1, 1, 'message', 'in', 0, 'nurse@localhost/x', '', 'a', '', 'text', '', 0, 0)"_L1);
    }
    const auto after = open(directory, embeddedMigrations());
    QVERIFY(after);
    QCOMPARE(only(**after, "SELECT body FROM events"_L1), u"text"_s);
    QCOMPARE(only(**after, "SELECT count(*) FROM refs"_L1), u"0"_s);
    (*after)->execute("INSERT INTO refs (account_id, reference, author, seq, time) VALUES (1, 'r', 'a', 1, 0)"_L1);
    (*after)->execute("DELETE FROM accounts"_L1);
    QCOMPARE(only(**after, "SELECT count(*) FROM refs"_L1), u"0"_s);
}

void TestMigrations::outgoingMessagesFromBeforeActsAreKept()
{
    const QTemporaryDir directory;
    {
        const auto before = open(directory, embeddedMigrations().first(3));
        QVERIFY(before);
        Database &database = **before;
        insertRomeo(database, 1, 0);
        database.execute("INSERT INTO outgoing (account_id, id, seq, recipient, type, body, thread, content, state,"
                         " problem, time) VALUES (1, 'a', 1, 'nurse@localhost', 'chat', 'text', '', 'hash', 'queued',"
                         " '', 0)"_L1);
    }
    const auto after = open(directory, embeddedMigrations());
    QVERIFY(after);
    QCOMPARE(only(**after, "SELECT body || content_hash || content FROM outgoing"_L1), u"texthash"_s);
}

void TestMigrations::failedMigrationIsRolledBack()
{
    const QTemporaryDir directory;
    QVERIFY(open(directory, two.first(1)));
    QList<Migration> broken = two;
    broken[1].sql = u"ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET z = 1;"_s;
    const auto refused = open(directory, broken);
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(u"no such column"_s), qPrintable(refused.error().detail));
    const auto database = open(directory, two);
    QVERIFY(database);
    QCOMPARE(only(**database, "SELECT y FROM a"_L1), u"one;two"_s);
}

void TestMigrations::newerVersionIsRejected()
{
    const QTemporaryDir directory;
    QVERIFY(open(directory, two));
    const auto refused = open(directory, two.first(1));
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(u"newer"_s), qPrintable(refused.error().detail));
    QVERIFY(refused.error().detail.contains(u"test.db"_s));
    QVERIFY(open(directory, two));
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
