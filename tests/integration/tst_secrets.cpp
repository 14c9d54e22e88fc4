// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include <QDirIterator>
#include <QStringEncoder>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString password = u"Zw3tschgenkuchen-7193"_s;
static const QString wrongPassword = u"Pfl4umenmus-5521"_s;
static const QString body = u"star-crossed 40877"_s;

// The daemon's files and log contain no password and no token, and the log contains no message.
class tst_Secrets : public QObject
{
    Q_OBJECT

private:
    // The encodings in which a text may appear in a file.
    static QList<QByteArray> spellings(const QString &text)
    {
        const QByteArray utf8 = text.toUtf8();
        QStringEncoder utf16(QStringEncoder::Utf16LE);
        // Base64 depends on the text's offset, so its middle appears in one of three forms.
        QList<QByteArray> all{utf8, utf16(text), utf8.toHex(), utf8.toHex().toUpper(), utf8.toPercentEncoding()};
        for (int shift = 0; shift < 3; ++shift)
            all += (QByteArray(shift, 'x') + utf8).toBase64(QByteArray::OmitTrailingEquals).sliced(4).chopped(3);
        return all;
    }

    static bool holds(const QByteArray &haystack, const QString &text)
    {
        return std::ranges::any_of(spellings(text),
                                   [&](const QByteArray &spelling) { return haystack.contains(spelling); });
    }

    static QByteArray everyFile(const QString &directory)
    {
        QByteArray bytes;
        for (QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
             files.hasNext();) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("%s", qPrintable(file.errorString()));
            bytes += file.readAll() + '\n';
        }
        return bytes;
    }

private Q_SLOTS:
    void stayInside_data()
    {
        QTest::addColumn<QByteArray>("credentials");
        QTest::newRow("token-preferred") << QByteArray("token-preferred");
        QTest::newRow("password") << QByteArray("password");
        QTest::newRow("none") << QByteArray("none");
    }
    void stayInside()
    {
        QFETCH(QByteArray, credentials);
        Gateway gateway(QStringLiteral(WEBJABBERD_PATH));
        gateway.prosody.addAccount(u"mercutio"_s, password);
        const QString jid = u"mercutio@localhost"_s;
        QVERIFY(gateway.prosody.start());
        GatewayConfig config = gateway.config();
        config.xmpp = "credentials = \"" + credentials + "\"\n";
        config.legacy = "auth = \"token\"\n";
        QVERIFY2(gateway.daemon.start(config.toml(), {u"--log-rules"_s, u"webjabber.*=true"_s}),
                 gateway.daemon.log().constData());
        gateway.http = std::make_unique<HttpClient>(gateway.daemon.url());

        V1Client phone(gateway.daemon.url());
        QCOMPARE(phone.signIn(jid, password).status, 201);
        QCOMPARE(V1Client(gateway.daemon.url()).signIn(jid, wrongPassword).status, 401);
        const auto old = gateway.http->get(
            HttpClient::withQuery(u"/connect"_s, {{u"jid"_s, jid}, {u"pwd"_s, password}}));
        QCOMPARE(old.status, 200);
        QCOMPARE(gateway.http->get(HttpClient::withQuery(u"/connect"_s, {{u"jid"_s, jid}, {u"pwd"_s, wrongPassword}}))
                     .status,
                 401);
        const QString oldToken = old.json.value("token"_L1).toString();
        QCOMPARE(
            gateway.http->get(HttpClient::withQuery(u"/debug"_s, {{u"jid"_s, jid}, {u"token"_s, oldToken}})).status,
            200);
        QCOMPARE(
            gateway.http->get(HttpClient::withQuery(u"/receive"_s, {{u"jid"_s, jid}, {u"token"_s, oldToken}})).status,
            200);
        QCOMPARE(phone.send(jid, body, u"m-1"_s).status, 201);
        QTRY_COMPARE(phone.get(u"/v1/messages/m-1"_s).json.value("state"_L1).toString(), u"sent"_s);
        // A message to oneself arrives once, as sent.
        QVERIFY(phone.get(u"/v1/events"_s).body.contains(body.toUtf8()));
        // A killed daemon may leave files that a stopped one removes, and the reverse.
        gateway.daemon.kill();
        const QByteArray afterKill = everyFile(gateway.daemon.stateDirectory());
        QVERIFY(gateway.daemon.restart());
        if (credentials != "none")
            QTRY_COMPARE(phone.get(u"/v1/session"_s).json.value("state"_L1).toString(), u"online"_s);
        QCOMPARE(gateway.daemon.stop(), 0);

        const QByteArray left = afterKill + everyFile(gateway.daemon.stateDirectory());
        const QByteArray log = gateway.daemon.log();
        QVERIFY(holds(left, jid)); // the search would find it
        QVERIFY(holds(log, jid));
        for (const QString &secret : {password, wrongPassword, QString::fromLatin1(phone.token()), oldToken}) {
            QVERIFY2(!holds(left, secret), qPrintable(secret + u" is on the disk"_s));
            QVERIFY2(!holds(log, secret), qPrintable(secret + u" is in the log"_s));
        }
        QVERIFY2(!holds(log, body), "a message is in the log");
    }
};

QTEST_GUILESS_MAIN(tst_Secrets)
#include "tst_secrets.moc"
