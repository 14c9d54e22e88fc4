// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/originpolicy.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_OriginPolicy : public QObject
{
    Q_OBJECT

private:
    static HttpSettings settings()
    {
        HttpSettings s;
        s.allowedOrigins = {u"https://app.example"_s};
        s.publicUrl = QUrl(u"https://chat.example/"_s);
        return s;
    }

private Q_SLOTS:
    void checksRequestsWithoutASecret_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("site");
        QTest::addColumn<bool>("isAllowed");
        const QByteArray own = "127.0.0.1:8080";
        const QByteArray none;
        QTest::newRow("curl") << own << none << none << true;
        QTest::newRow("curl by name") << QByteArray("localhost:8080") << none << none << true;
        QTest::newRow("curl by IPv6") << QByteArray("[::1]:8080") << none << none << true;
        QTest::newRow("behind the public name") << QByteArray("chat.example") << none << none << true;
        QTest::newRow("own page") << own << QByteArray("http://127.0.0.1:8080") << QByteArray("same-origin") << true;
        QTest::newRow("public page") << own << QByteArray("https://chat.example") << none << true;
        QTest::newRow("listed page") << own << QByteArray("https://app.example") << QByteArray("cross-site") << true;
        QTest::newRow("typed address") << own << none << QByteArray("none") << true;
        QTest::newRow("other page") << own << QByteArray("https://evil.example") << none << false;
        QTest::newRow("other port") << own << QByteArray("http://127.0.0.1:9090") << none << false;
        QTest::newRow("listed host, other scheme") << own << QByteArray("http://app.example") << none << false;
        QTest::newRow("no origin to speak of") << own << QByteArray("null") << none << false;
        QTest::newRow("image on another page") << own << none << QByteArray("cross-site") << false;
        QTest::newRow("image on a neighbour") << own << none << QByteArray("same-site") << false;
        QTest::newRow("rebound name") << QByteArray("evil.example:8080") << none << QByteArray("same-origin") << false;
        QTest::newRow("no host") << none << none << none << false;
    }
    void checksRequestsWithoutASecret()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, site);
        HttpRequest request;
        if (!host.isEmpty())
            request.headers.append(QHttpHeaders::WellKnownHeader::Host, host);
        if (!origin.isEmpty())
            request.headers.append(QHttpHeaders::WellKnownHeader::Origin, origin);
        if (!site.isEmpty())
            request.headers.append("Sec-Fetch-Site"_L1, site);
        QTEST(OriginPolicy(settings(), 8080).checkAmbient(request).has_value(), "isAllowed");
    }

    void addsHeadersForAllowedPagesOnly_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("listed") << QByteArray("https://app.example") << QByteArray("https://app.example");
        QTest::newRow("own") << QByteArray("http://localhost:8080") << QByteArray("http://localhost:8080");
        QTest::newRow("other") << QByteArray("https://evil.example") << QByteArray();
        QTest::newRow("none") << QByteArray() << QByteArray();
    }
    void addsHeadersForAllowedPagesOnly()
    {
        QFETCH(QByteArray, origin);
        HttpRequest request;
        if (!origin.isEmpty())
            request.headers.append(QHttpHeaders::WellKnownHeader::Origin, origin);
        HttpResponse response;
        OriginPolicy(settings(), 8080).addHeaders(request, response);
        using Header = QHttpHeaders::WellKnownHeader;
        QTEST(response.headers.value(Header::AccessControlAllowOrigin).toByteArray(), "answer");
        QCOMPARE(response.headers.contains(Header::Vary), !origin.isEmpty());
    }

    // The response headers that a page may read.
    void exposesTheNeededHeaders()
    {
        HttpRequest request;
        request.headers.append(QHttpHeaders::WellKnownHeader::Origin, "https://app.example");
        HttpResponse response;
        OriginPolicy(settings(), 8080).addHeaders(request, response);
        const QByteArray exposed =
            response.headers.value(QHttpHeaders::WellKnownHeader::AccessControlExposeHeaders).toByteArray();
        for (const char *name : {"ETag", "Location", "Retry-After", "WWW-Authenticate"})
            QVERIFY2(exposed.contains(name), name);
    }

    void answersPreflights()
    {
        HttpRequest request;
        request.method = HttpMethod::Options;
        request.headers.append(QHttpHeaders::WellKnownHeader::Origin, "https://app.example");
        HttpResponse response;
        OriginPolicy(settings(), 8080).addHeaders(request, response);
        using Header = QHttpHeaders::WellKnownHeader;
        const QByteArray allowed = response.headers.value(Header::AccessControlAllowHeaders).toByteArray();
        for (const char *name : {"Authorization", "Cache-Control", "Content-Type", "Last-Event-ID"})
            QVERIFY2(allowed.split(',').contains(name) || allowed.contains(QByteArray(", ") + name), name);
        QVERIFY(response.headers.value(Header::AccessControlAllowMethods).toByteArray().contains("DELETE"));
        QVERIFY(response.headers.contains(Header::AccessControlMaxAge));
    }
};

QTEST_GUILESS_MAIN(tst_OriginPolicy)
#include "tst_originpolicy.moc"
