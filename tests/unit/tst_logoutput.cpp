// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/logoutput.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class LogOutputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesOneLinePerMessage_data();
    void writesOneLinePerMessage();
    void omitsTheTimeInTheJournal();
    void parsesRules_data();
    void parsesRules();
};

static const QDateTime someTime(QDate(2026, 11, 22), QTime(7, 0, 0, 123), QTimeZone::UTC);

void LogOutputTest::writesOneLinePerMessage_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("plain") << u"ready"_s << QByteArray("ready");
    QTest::newRow("empty") << QString() << QByteArray();
    QTest::newRow("not ASCII") << u"Grüße, Ромео 💌"_s << QByteArray("Grüße, Ромео 💌");
    QTest::newRow("forged line") << u"a\r\n2026 info x: b"_s << QByteArray("a\\u000d\\n2026 info x: b");
    QTest::newRow("terminal sequence") << u"\x1b[31m\x7f\u009b"_s << QByteArray("\\u001b[31m\\u007f\\u009b");
    QTest::newRow("line and direction characters") << u"a\u2028b\u202ec"_s << QByteArray("a\\u2028b\\u202ec");
    QTest::newRow("null character") << u"a\0b"_s << QByteArray("a\\u0000b");
}

void LogOutputTest::writesOneLinePerMessage()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, written);
    QCOMPARE(formatLogLine(LogStyle::Terminal, QtInfoMsg, "webjabber.session", text, someTime),
             "2026-11-22T07:00:00.123Z info webjabber.session: " + written + '\n');
}

void LogOutputTest::omitsTheTimeInTheJournal()
{
    QCOMPARE(formatLogLine(LogStyle::Journal, QtInfoMsg, "webjabber.http", u"ready"_s, someTime),
             "<6>webjabber.http: ready\n");
    QCOMPARE(formatLogLine(LogStyle::Journal, QtDebugMsg, nullptr, u"a"_s, someTime), "<7>default: a\n");
    QCOMPARE(formatLogLine(LogStyle::Journal, QtWarningMsg, "c", u"a"_s, someTime), "<4>c: a\n");
    QCOMPARE(formatLogLine(LogStyle::Journal, QtCriticalMsg, "c", u"a"_s, someTime), "<3>c: a\n");
    QCOMPARE(formatLogLine(LogStyle::Journal, QtFatalMsg, "c", u"a"_s, someTime), "<2>c: a\n");
}

void LogOutputTest::parsesRules_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QString>("rules");
    const auto row = [](const QString &text, bool good, const QString &rules) {
        QTest::addRow("'%s'", qPrintable(text)) << text << good << rules;
    };
    row(QString(), true, QString());
    row(u"webjabber.http=true"_s, true, u"webjabber.http=true"_s);
    row(u" a.debug = false ;; b=true;"_s, true, u"a.debug = false\nb=true"_s);
    row(u"a=true\nb=false"_s, true, u"a=true\nb=false"_s);
    row(u"*=true;*.debug=false;qt.*=false;*net*=true;qt.*.info=true"_s, true,
        u"*=true\n*.debug=false\nqt.*=false\n*net*=true\nqt.*.info=true"_s);
    for (const auto &text : {u"debug"_s, u"a="_s, u"=true"_s, u" =true"_s, u"a=True"_s, u"a=1"_s, u"a*b=true"_s,
                             u"a b=true"_s, u"a=true,b=true"_s})
        row(text, false, QString());
}

void LogOutputTest::parsesRules()
{
    QFETCH(const QString, text);
    QFETCH(const bool, good);
    QFETCH(const QString, rules);
    const auto parsed = parseLogRules(text);
    QCOMPARE(parsed.has_value(), good);
    QCOMPARE(parsed.value_or(QString()), rules);
}

QTEST_GUILESS_MAIN(LogOutputTest)
#include "tst_logoutput.moc"
