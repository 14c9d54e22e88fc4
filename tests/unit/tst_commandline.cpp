// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/commandline.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryOption();
    void readsShortOptions();
    void printsNothingByDefault();
    void printsVersions_data();
    void printsVersions();
    void printsHelp_data();
    void printsHelp();
    void rejectsInvalidArguments_data();
    void rejectsInvalidArguments();
};

static std::expected<CommandLine, ExitMessage> parse(const QStringList &options)
{
    return parseCommandLine(QStringList(u"webjabberd"_s) + options);
}

void CommandLineTest::readsEveryOption()
{
    const auto line = parse({u"--config"_s, u"a.toml"_s, u"--check-config"_s, u"--listen=[::1]:0"_s,
                             u"--admin-socket"_s, u"a.sock"_s, u"--state-dir"_s, u"state"_s, u"--log-rules"_s,
                             u"*.debug=true;qt.*=false"_s});
    QVERIFY(line);
    QCOMPARE(line->configFile, u"a.toml"_s);
    QVERIFY(line->checkConfig);
    QCOMPARE(line->overrides.listen, (ListenAddress{QHostAddress(QHostAddress::LocalHostIPv6), 0}));
    QCOMPARE(line->overrides.adminSocket, u"a.sock"_s);
    QCOMPARE(line->overrides.stateDirectory, u"state"_s);
    QCOMPARE(line->overrides.logRules, u"*.debug=true\nqt.*=false"_s);
}

void CommandLineTest::readsShortOptions()
{
    const auto line = parse({u"-c"_s, u"a.toml"_s});
    QVERIFY(line);
    QCOMPARE(line->configFile, u"a.toml"_s);
}

void CommandLineTest::printsNothingByDefault()
{
    const auto line = parse({});
    QVERIFY(line);
    const QString usual = u"/etc/webjabber/webjabber.toml"_s;
    QCOMPARE(line->configFile, QFile::exists(usual) ? usual : QString());
    QVERIFY(!line->checkConfig);
    QVERIFY(!line->overrides.listen);
    QCOMPARE(line->overrides.adminSocket, QString());
    QCOMPARE(line->overrides.stateDirectory, QString());
    QCOMPARE(line->overrides.logRules, QString());
}

void CommandLineTest::printsVersions_data()
{
    QTest::addColumn<QString>("option");
    QTest::newRow("long") << u"--version"_s;
    QTest::newRow("short") << u"-v"_s;
}

void CommandLineTest::printsVersions()
{
    QFETCH(const QString, option);
    const auto line = parse({option});
    QVERIFY(!line);
    QCOMPARE(line.error().exitCode, ExitStopped);
    QCOMPARE(line.error().stream, stdout);
    static const QRegularExpression versions(
        u"^webjabberd 0\\.1\\.0 \\(Qt 6\\.\\d+\\.\\d+, QXmpp 1\\.\\d+\\.\\d+\\)\n$"_s);
    QVERIFY2(versions.match(line.error().text).hasMatch(), qPrintable(line.error().text));
}

void CommandLineTest::printsHelp_data()
{
    QTest::addColumn<QString>("option");
    QTest::newRow("long") << u"--help"_s;
    QTest::newRow("short") << u"-h"_s;
}

void CommandLineTest::printsHelp()
{
    QFETCH(const QString, option);
    const auto line = parse({option});
    QVERIFY(!line);
    QCOMPARE(line.error().exitCode, ExitStopped);
    QCOMPARE(line.error().stream, stdout);
    const QString text = line.error().text;
    QVERIFY(text.startsWith(u"Usage: webjabberd [options]\n"_s));
    for (const auto word :
         {"--config"_L1, "--check-config"_L1, "--listen"_L1, "--admin-socket"_L1, "--state-dir"_L1, "--log-rules"_L1,
          "--version"_L1, "--help"_L1, "Exit codes"_L1, "SIGHUP"_L1, "/etc/webjabber/webjabber.toml"_L1, "Example"_L1})
        QVERIFY2(text.contains(word), word.data());
    for (const QString &textLine : text.split(u'\n'))
        QVERIFY2(textLine.size() <= 80, qPrintable(textLine));
}

void CommandLineTest::rejectsInvalidArguments_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("named"); // the text that the line must contain
    const auto row = [](const char *name, const QStringList &options, const QString &named) {
        QTest::newRow(name) << options << named;
    };
    row("unknown option", {u"--prot"_s}, u"prot"_s);
    row("unknown short option", {u"-x"_s}, u"x"_s);
    row("stray argument", {u"webjabber.toml"_s}, u"'webjabber.toml'"_s);
    row("option behind --", {u"--"_s, u"--help"_s}, u"'--help'"_s);
    row("missing value", {u"--config"_s}, u"--config"_s);
    row("empty value", {u"--config="_s}, u"--config"_s);
    row("empty state directory", {u"--state-dir"_s, QString()}, u"--state-dir"_s);
    row("value for a flag", {u"--check-config=yes"_s}, u"--check-config"_s);
    row("not an address", {u"--listen"_s, u"localhost:80"_s}, u"'localhost:80'"_s);
    row("not rules", {u"--log-rules"_s, u"debug"_s}, u"'debug'"_s);
}

void CommandLineTest::rejectsInvalidArguments()
{
    QFETCH(const QStringList, options);
    QFETCH(const QString, named);
    const auto line = parse(options);
    QVERIFY(!line);
    QCOMPARE(line.error().exitCode, ExitBadConfig);
    QCOMPARE(line.error().stream, stderr);
    const QStringList lines = line.error().text.split(u'\n');
    QCOMPARE(lines.size(), 3); // the last one is empty
    QVERIFY(lines[0].startsWith(u"webjabberd: "_s));
    QVERIFY2(lines[0].contains(named), qPrintable(lines[0]));
    QCOMPARE(lines[1], u"Try 'webjabberd --help'."_s);
    QCOMPARE(lines[2], QString());
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_commandline.moc"
