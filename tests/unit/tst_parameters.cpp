// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/parameters.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_Parameters : public QObject
{
    Q_OBJECT

private:
    static Result<Parameters> read(const QByteArray &query, const QByteArray &type = {}, const QByteArray &body = {})
    {
        HttpRequest request;
        request.query = query;
        if (!type.isEmpty())
            request.headers.append(QHttpHeaders::WellKnownHeader::ContentType, type);
        request.body = body;
        static constexpr std::array known{Parameter{.name = "jid"_L1}, Parameter{.name = "msg"_L1}};
        return Parameters::read(request, known);
    }

private Q_SLOTS:
    void readsText_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("msg");
        const QByteArray form = "application/x-www-form-urlencoded";
        const QByteArray json = "application/json";
        QTest::newRow("query") << QByteArray("msg=a%20b+c") << QByteArray() << QByteArray() << u"a b c"_s;
        QTest::newRow("plus") << QByteArray("msg=1%2B1") << QByteArray() << QByteArray() << u"1+1"_s;
        QTest::newRow("unicode") << QByteArray("msg=%F0%9F%98%80%D0%96") << QByteArray() << QByteArray() << u"😀Ж"_s;
        QTest::newRow("equals sign inside") << QByteArray("msg=a=b") << QByteArray() << QByteArray() << u"a=b"_s;
        QTest::newRow("empty pairs") << QByteArray("&&msg=x&") << QByteArray() << QByteArray() << u"x"_s;
        QTest::newRow("form") << QByteArray() << form << QByteArray("msg=a+b%26") << u"a b&"_s;
        QTest::newRow("form with charset")
            << QByteArray() << QByteArray(form + "; charset=UTF-8") << QByteArray("msg=x") << u"x"_s;
        QTest::newRow("json") << QByteArray() << json << QByteArray(R"({"msg":"a\u00e9\ud83d\ude00 +"})")
                              << u"aé😀 +"_s;
        QTest::newRow("query and body") << QByteArray("jid=a@b") << form << QByteArray("msg=x") << u"x"_s;
    }
    void readsText()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        const auto parameters = read(query, type, body);
        QVERIFY(parameters);
        QTEST(parameters->required("msg"_L1).value_or(QString()), "msg");
    }

    void rejectsInvalidParameters_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("named");
        const QByteArray form = "application/x-www-form-urlencoded";
        const QByteArray json = "application/json";
        QTest::newRow("unknown") << QByteArray("msg=x&color=red") << QByteArray() << QByteArray() << u"color"_s;
        QTest::newRow("twice") << QByteArray("msg=x&msg=y") << QByteArray() << QByteArray() << u"msg"_s;
        QTest::newRow("in both places") << QByteArray("msg=x") << form << QByteArray("msg=y") << u"msg"_s;
        QTest::newRow("not UTF-8") << QByteArray("msg=%ff") << QByteArray() << QByteArray() << u"UTF-8"_s;
        QTest::newRow("half a surrogate") << QByteArray("msg=%ED%A0%80") << QByteArray() << QByteArray() << u"UTF-8"_s;
        QTest::newRow("number") << QByteArray() << json << QByteArray(R"({"msg":5})") << u"msg"_s;
        QTest::newRow("null") << QByteArray() << json << QByteArray(R"({"msg":null})") << u"msg"_s;
        QTest::newRow("object") << QByteArray() << json << QByteArray(R"({"msg":{"a":1}})") << u"msg"_s;
        QTest::newRow("list") << QByteArray() << json << QByteArray(R"([])") << u"object"_s;
        QTest::newRow("broken") << QByteArray() << json << QByteArray(R"({"msg":)") << u"JSON"_s;
        QTest::newRow("unknown in JSON") << QByteArray() << json << QByteArray(R"({"colour":"x"})") << u"colour"_s;
    }
    void rejectsInvalidParameters()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QString, named);
        const auto parameters = read(query, type, body);
        QVERIFY(!parameters);
        QCOMPARE(parameters.error().code, ProblemCode::InvalidRequest);
        QVERIFY2(parameters.error().detail.contains(named), qPrintable(parameters.error().detail));
    }

    void rejectsOtherMediaTypes()
    {
        QCOMPARE(read({}, "text/plain", "msg=x").error().code, ProblemCode::UnsupportedMediaType);
        QCOMPARE(read({}, {}, "msg=x").error().code, ProblemCode::UnsupportedMediaType);
        QVERIFY(read("msg=x", "text/plain", {}));
    }

    void reportsMissingParameters()
    {
        const auto parameters = read("msg=");
        QVERIFY(parameters);
        QVERIFY(!parameters->required("msg"_L1));
        const auto jid = parameters->required("jid"_L1);
        QVERIFY(!jid);
        QVERIFY(jid.error().detail.contains("jid"_L1));
        QVERIFY(!parameters->optional("jid"_L1));
    }

    void distinguishesQueryFromBody()
    {
        const auto parameters = read("jid=a@b", "application/x-www-form-urlencoded", "msg=x");
        QVERIFY(parameters->isInQuery("jid"_L1));
        QVERIFY(!parameters->isInQuery("msg"_L1));
    }
};

QTEST_GUILESS_MAIN(tst_Parameters)
#include "tst_parameters.moc"
