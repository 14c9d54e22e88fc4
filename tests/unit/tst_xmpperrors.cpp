// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/servertext.h"
#include "xmpp/xmpperrors.h"

#include <QTest>
#include <QXmppAuthenticationError.h>
#include <QXmppError.h>
#include <QXmppStreamError.h>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_XmppErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ejabberd's mod_fail2ban puts the end of the ban into this text.
    void streamErrorTextIsIncluded()
    {
        const QString text = u"Too many (20) failed authentications from this IP address (127.0.0.1). The address will "
                             "be unblocked at 18:00:00 29.11.2026 UTC"_s;
        const QXmppError error{u"Received stream error (policy-violation): "_s + text,
                               QXmpp::StreamError::PolicyViolation};
        const Problem problem = problemFromXmpp(error, u"xmpp.example:5222"_s);
        QCOMPARE(problem.code, ProblemCode::XmppError);
        QCOMPARE(problem.condition, u"policy-violation"_s);
        QVERIFY2(problem.detail.contains(text), qPrintable(problem.detail));
    }

    void aStreamErrorMayHaveNoText()
    {
        const QXmppError error{u"Received stream error (conflict): "_s, QXmpp::StreamError::Conflict};
        QCOMPARE(problemFromXmpp(error, {}).detail, u"The XMPP server ended the stream: conflict."_s);
    }

    void refusalTextIsIncluded_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("condition");
        using Type = QXmpp::AuthenticationError::Type;
        QTest::newRow("password") << int(Type::NotAuthorized) << u"not-authorized"_s;
        QTest::newRow("disabled") << int(Type::AccountDisabled) << u"account-disabled"_s;
        QTest::newRow("expired") << int(Type::CredentialsExpired) << u"credentials-expired"_s;
        QTest::newRow("other") << int(Type::ProcessingError) << QString();
    }
    void refusalTextIsIncluded()
    {
        QFETCH(int, type);
        const QXmpp::AuthenticationError refusal{QXmpp::AuthenticationError::Type(type), u"Ask the admin."_s, {}};
        const Problem problem = problemFromXmpp({u"Authentication failed: Ask the admin."_s, refusal}, {});
        QTEST(problem.condition, "condition");
        QVERIFY2(problem.detail.endsWith(u"It says: “Ask the admin.”"_s), qPrintable(problem.detail));
    }

    void textIsSanitized_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"Unblocked at 18:00."_s << u"Unblocked at 18:00."_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("white space") << u" \n\t "_s << QString();
        QTest::newRow("lines") << u"one\r\ntwo\tthree"_s << u"one two three"_s;
        QTest::newRow("terminal") << u"a\u001b[31mb\u009b2Jc\u0007\u007f"_s << u"a[31mb2Jc"_s;
        QTest::newRow("direction") << u"a\u202etxt.exe\u2066b\u200b"_s << u"atxt.exeb"_s;
        QTest::newRow("lone surrogate") << u"a"_s + QChar(0xd800) + u"b"_s << u"a\ufffdb"_s;
        QTest::newRow("other scripts") << u"Пароль 密码 😀"_s << u"Пароль 密码 😀"_s;
        QTest::newRow("long") << QString(100'000, u'x') << QString(299, u'x') + u'…';
        QTest::newRow("long, beyond the first plane") << u"😀"_s.repeated(1'000) << u"😀"_s.repeated(299) + u'…';
    }
    void textIsSanitized()
    {
        QFETCH(QString, text);
        QTEST(serverText(text), "expected");
    }
};

QTEST_GUILESS_MAIN(tst_XmppErrors)
#include "tst_xmpperrors.moc"
