// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/consoleoptions.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_ConsoleOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheSocket()
    {
        const auto options = parseConsoleOptions(
            {u"webjabber-console"_s, u"--socket"_s, u"/run/a.sock"_s, u"--list"_s});
        QVERIFY(options.has_value());
        QCOMPARE(options->socket, u"/run/a.sock"_s);
        QVERIFY(options->listsSessions);
        QVERIFY(parseConsoleOptions({u"webjabber-console"_s})->socket.isEmpty());
    }

    void helpListsEveryOption()
    {
        const auto words = parseConsoleOptions({u"webjabber-console"_s, u"--help"_s});
        QVERIFY(!words);
        QCOMPARE(words.error().exitCode, 0);
        QCOMPARE(words.error().stream, stdout);
        for (const QString &option : {u"--socket"_s, u"--list"_s, u"--language"_s, u"--version"_s, u"--help"_s})
            QVERIFY2(words.error().text.contains(option), qPrintable(option));
    }

    void invalidArgumentsAreRejected_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown") << QStringList{u"--nothing"_s};
        QTest::newRow("stray") << QStringList{u"/run/a.sock"_s};
        QTest::newRow("no value") << QStringList{u"--socket"_s};
    }

    void invalidArgumentsAreRejected()
    {
        QFETCH(const QStringList, arguments);
        const auto words = parseConsoleOptions(QStringList{u"webjabber-console"_s} + arguments);
        QVERIFY(!words);
        QCOMPARE(words.error().exitCode, 2);
        QCOMPARE(words.error().stream, stderr);
        QVERIFY(words.error().text.contains("--help"_L1));
    }

    void languageIsReadBeforeParsing()
    {
        QCOMPARE(requestedLanguage({u"c"_s, u"--language"_s, u"es"_s}), u"es"_s);
        QCOMPARE(requestedLanguage({u"c"_s, u"--language=pt_BR"_s}), u"pt_BR"_s);
        QCOMPARE(requestedLanguage({u"c"_s, u"--socket"_s, u"x"_s}), QString());
    }
};

QTEST_GUILESS_MAIN(tst_ConsoleOptions)
#include "tst_consoleoptions.moc"
