// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/daemonprocess.h"
#include "support/httpclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static constexpr qsizetype maxAppBytes = 60 * 1024; // the whole app, compressed, with one language

// How the daemon serves the web app; tests/browser tests the app itself.
class tst_WebApp : public QObject
{
    Q_OBJECT

private:
    DaemonProcess m_daemon{QStringLiteral(WEBJABBERD_PATH)};
    std::unique_ptr<HttpClient> m_http;
    QString m_root; // "/app/<version>/"

    // The response as on the wire: QNetworkAccessManager decompresses only what it requested compressed by itself.
    HttpResponse fetchDeflated(const QString &path)
    {
        return m_http->get(path, {{"Accept-Encoding", "gzip, deflate"}});
    }
    static QByteArray inflated(const QByteArray &zlib)
    {
        const QByteArray length("\0\1\0\0", 4); // qUncompress() needs only an estimate
        return qUncompress(length + zlib);
    }
    QStringList files()
    {
        const QString worker = QString::fromUtf8(m_http->get(u"/sw.js"_s).body);
        const QString list = QRegularExpression(u"\\[\\.\\.\\.(\\[.*?\\])"_s).match(worker).captured(1);
        QStringList names;
        for (const QJsonValue &name : QJsonDocument::fromJson(list.toUtf8()).array())
            names.append(name.toString());
        return names;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_daemon.start({}), m_daemon.log().constData());
        m_http = std::make_unique<HttpClient>(m_daemon.url());
        const QString page = QString::fromUtf8(m_http->get(u"/"_s).body);
        m_root = QRegularExpression(u"/app/[0-9a-f]{16}/"_s).match(page).captured();
        QVERIFY2(!m_root.isEmpty(), qPrintable(page));
    }

    void policyAllowsOnlyTheAppsScripts()
    {
        const HttpResponse page = m_http->get(u"/"_s);
        QCOMPARE(page.status, 200);
        QCOMPARE(page.header("content-type"_L1), "text/html; charset=utf-8");
        const QByteArray policy = page.header("content-security-policy"_L1);
        QVERIFY(policy.contains("default-src 'none'"));
        QVERIFY(policy.contains("connect-src 'self'"));
        QVERIFY(policy.contains("frame-ancestors 'none'"));
        QVERIFY(policy.contains("require-trusted-types-for 'script'"));
        QVERIFY(!policy.contains("unsafe"));
        QCOMPARE(page.header("referrer-policy"_L1), "no-referrer");
        QCOMPARE(page.header("x-content-type-options"_L1), "nosniff");
        QVERIFY(!page.body.contains("<script>"));
        QVERIFY(!page.body.contains("@"));
    }

    void entryPointsAreRevalidated_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("page") << u"/"_s << QByteArray("text/html; charset=utf-8");
        QTest::newRow("worker") << u"/sw.js?lang=es"_s << QByteArray("text/javascript; charset=utf-8");
        QTest::newRow("manifest") << u"/manifest.webmanifest"_s << QByteArray("application/manifest+json");
    }

    void entryPointsAreRevalidated()
    {
        QFETCH(const QString, path);
        QFETCH(const QByteArray, type);
        const HttpResponse first = m_http->get(path);
        QCOMPARE(first.status, 200);
        QCOMPARE(first.header("content-type"_L1), type);
        QCOMPARE(first.header("cache-control"_L1), "no-cache");
        QVERIFY(first.body.contains(m_root.toLatin1().chopped(1))
                || first.body.contains(m_root.section(u'/', 2, 2).toLatin1()));
        QVERIFY(!first.body.contains("@VERSION@"));

        const HttpResponse again = m_http->get(path, {{"If-None-Match", "\"other\", W/" + first.header("etag"_L1)}});
        QCOMPARE(again.status, 304);
        QVERIFY(again.body.isEmpty());
        QCOMPARE(again.header("etag"_L1), first.header("etag"_L1));
        QCOMPARE(m_http->get(path, {{"If-None-Match", "\"other\""}}).status, 200);
    }

    void filesAreImmutable()
    {
        const QStringList names = files();
        QVERIFY(names.size() > 20);
        for (const QString &name : names) {
            const HttpResponse file = m_http->get(m_root + name);
            QVERIFY2(file.status == 200, qPrintable(name));
            QCOMPARE(file.header("cache-control"_L1), "public, max-age=31536000, immutable");
            QVERIFY(!file.body.isEmpty());
        }
        QCOMPARE(m_http->get(u"/app/0123456789abcdef/main.js"_s).status, 404);
        QCOMPARE(m_http->get(m_root + u"nothing.js"_s).status, 404);
        QCOMPARE(m_http->get(m_root + u"..%2f..%2fopenapi.json"_s).status, 404);
        QCOMPARE(m_http->get(m_root + u"index.html"_s).header("content-type"_L1), "text/html; charset=utf-8");
    }

    void isCompressedIfAccepted()
    {
        const HttpResponse plain = m_http->get(m_root + u"main.js"_s, {{"Accept-Encoding", "deflate;q=0, identity"}});
        QVERIFY(plain.header("content-encoding"_L1).isEmpty());
        const HttpResponse deflated = fetchDeflated(m_root + u"main.js"_s);
        QCOMPARE(deflated.header("content-encoding"_L1), "deflate");
        QCOMPARE(deflated.header("vary"_L1).left(15), "Accept-Encoding");
        QVERIFY(deflated.body.size() < plain.body.size());
        QCOMPARE(inflated(deflated.body), plain.body);
    }

    void isSmall()
    {
        qsizetype bytes = fetchDeflated(u"/"_s).body.size() + fetchDeflated(u"/sw.js"_s).body.size()
            + fetchDeflated(u"/manifest.webmanifest"_s).body.size();
        QStringList names = files();
        names.append(u"lang-ar.json"_s); // the longest
        for (const QString &name : std::as_const(names)) {
            const HttpResponse file = fetchDeflated(m_root + name);
            QCOMPARE(file.status, 200);
            bytes += file.body.size();
        }
        qInfo("the whole app: %lld files, %lld bytes compressed", qlonglong(names.size() + 3), qlonglong(bytes));
        QVERIFY2(bytes <= maxAppBytes, QByteArray::number(bytes).constData());
    }

    void hasEachLanguage_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("signIn");
        QTest::newRow("es") << u"es"_s << u"Iniciar sesión"_s;
        QTest::newRow("pt_BR") << u"pt_BR"_s << u"Entrar"_s;
        QTest::newRow("de") << u"de"_s << u"Anmelden"_s;
        QTest::newRow("fr") << u"fr"_s << u"Se connecter"_s;
        QTest::newRow("zh_CN") << u"zh_CN"_s << u"登录"_s;
        QTest::newRow("ar") << u"ar"_s << u"تسجيل الدخول"_s;
    }

    void hasEachLanguage()
    {
        QFETCH(const QString, language);
        QFETCH(const QString, signIn);
        const HttpResponse catalogue = m_http->get(m_root + u"lang-%1.json"_s.arg(language));
        QCOMPARE(catalogue.status, 200);
        QCOMPARE(catalogue.json.value("Sign in"_L1).toString(), signIn);
        QVERIFY(catalogue.json.value("%n unread message(s)"_L1).isArray());
        for (const QJsonValue &text : catalogue.json)
            QVERIFY(text.isArray() ? !text.toArray().isEmpty() : !text.toString().isEmpty());
    }

    void otherMethodsAreRejected()
    {
        QCOMPARE(m_http->send("HEAD", u"/"_s, {}).status, 200);
        const HttpResponse refused = m_http->postJson(u"/"_s, {});
        QCOMPARE(refused.status, 405);
        QCOMPARE(refused.header("allow"_L1), "GET, HEAD, OPTIONS");
    }
};

QTEST_GUILESS_MAIN(tst_WebApp)
#include "tst_webapp.moc"
