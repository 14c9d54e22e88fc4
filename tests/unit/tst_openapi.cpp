// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/clientroutes.h"
#include "api/eventhub.h"
#include "api/v1/inforoutes.h"
#include "http/problemanswer.h"
#include "push/pushdispatcher.h"
#include "push/subscriptioncheck.h"
#include "session/sessionregistry.h"
#include "store/sqlstore.h"

#include "httpbench.h"
#include "httpcorpus.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

// Compares openapi.json with the existing routes.
class tst_OpenApi : public QObject
{
    Q_OBJECT

private:
    QJsonObject m_description;

    void checkReferences(const QJsonValue &value)
    {
        if (value.isArray()) {
            for (const QJsonValue &item : value.toArray())
                checkReferences(item);
        }
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (member.key() == "$ref"_L1) {
                const QString reference = member->toString();
                QVERIFY2(reference.startsWith("#/components/"_L1), qPrintable(reference));
                const QJsonValue components = m_description["components"_L1][reference.section(u'/', 2, 2)];
                QVERIFY2(components.toObject().contains(reference.section(u'/', -1)), qPrintable(reference));
            } else {
                checkReferences(*member);
            }
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(WEBJABBER_SOURCE_DIR "/resources/openapi.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonParseError error;
        m_description = QJsonDocument::fromJson(file.readAll(), &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(m_description.value("openapi"_L1).toString(), u"3.1.0"_s);
    }

    void listsTheNamesOfTheTables_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("names");
        const QStringList stored = eventTypeNames.names().first(eventTypeNames.names().size() - 1); // without reset
        const QString subscribe = u"paths//v1/push-subscriptions/post/requestBody"_s;
        const QString presence = u"paths//v1/presence/put/requestBody"_s;
        const QString action = u"paths//v1/contacts/{jid}/subscription/post/requestBody"_s;
        QTest::newRow("event types") << u"QueuedEvent/type"_s << stored;
        QTest::newRow("directions") << u"QueuedEvent/direction"_s << directionNames.names();
        QTest::newRow("session states") << u"Session/state"_s << sessionStateNames.names();
        QTest::newRow("message states") << u"Message/state"_s << outgoingStateNames.names();
        QTest::newRow("shows") << u"Presence/show"_s << showNames.names();
        QTest::newRow("shows to set") << presence + u"/show"_s << showNames.names();
        QTest::newRow("push kinds") << u"PushSubscription/kind"_s << pushKindNames.names();
        QTest::newRow("push kinds to ask for") << subscribe + u"/kind"_s << pushKindNames.names();
        QTest::newRow("push payloads") << u"PushSubscription/payload"_s << pushPayloadNames.names();
        QTest::newRow("push payloads to ask for") << subscribe + u"/payload"_s << pushPayloadNames.names();
        QTest::newRow("push events") << u"PushEventName"_s << pushEventNames.names();
        QTest::newRow("subscription actions") << action + u"/action"_s << subscriptionActionNames.names();
    }
    void listsTheNamesOfTheTables()
    {
        QFETCH(const QString, path);
        QFETCH(const QStringList, names);
        QJsonObject schema;
        const QString property = path.section(u'/', -1);
        if (path.startsWith("paths/"_L1)) { // paths/<route>/<method>/requestBody/<property>
            const QString route = path.section(u'/', 1, -4);
            const QJsonValue method = m_description["paths"_L1][route][path.section(u'/', -3, -3)];
            schema =
                method["requestBody"_L1]["content"_L1]["application/json"_L1]["schema"_L1]["properties"_L1][property]
                    .toObject();
        } else {
            const QJsonValue component = m_description["components"_L1]["schemas"_L1][path.section(u'/', 0, 0)];
            schema = path.contains(u'/') ? component["properties"_L1][property].toObject() : component.toObject();
        }
        QStringList described = schema.value("enum"_L1).toVariant().toStringList();
        QStringList known = names;
        described.sort();
        known.sort();
        QCOMPARE(described, known);
    }

    void namesEveryRouteAndNoOther()
    {
        QTemporaryDir directory;
        const auto store = SqlStore::open(directory.path());
        QVERIFY(store);
        SessionRegistry sessions({}, **store, NameLookups{});
        EventHub hub(**store, sessions);
        RateLimiter limiter({});
        PushDispatcher pushes(**store, PushSigner{Vapid(P256Key::generate(), {}), {}},
                              std::make_unique<PushClient>(PushSettings(), HostLookup()));
        const SubscriptionCheck check(PushSettings(), {}, {});
        ClientApi api(sessions, **store, hub, limiter, pushes, check);
        RouteTable table(&problemAnswer);
        addClientRoutes(table, api);
        QStringList described;
        const QJsonObject paths = m_description.value("paths"_L1).toObject();
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            for (const QString &method : path->toObject().keys())
                described.append(method.toUpper() + u' ' + path.key());
        }
        described.sort();
        QCOMPARE(described, table.describe());
    }

    // The responses of HttpConnection and RequestParser before routing, and of HttpServer before the route is called.
    void tellsOnceOfWhatAnyRequestMayMeet()
    {
        const QString refused =
            m_description["components"_L1]["responses"_L1]["Refused"_L1]["description"_L1].toString();
        QSet<int> statuses{408, 415, 503};
        for (const MalformedRequest &request : readHttpCorpus())
            statuses.insert(request.status);
        QVERIFY(statuses.size() > 8);
        for (const int status : statuses)
            QVERIFY2(refused.contains(u"| %1 |"_s.arg(status)), qPrintable(QString::number(status)));
        const QJsonObject paths = m_description.value("paths"_L1).toObject();
        for (const QJsonValue &path : paths) {
            for (const QJsonValue &operation : path.toObject())
                QCOMPARE(operation["responses"_L1]["default"_L1]["$ref"_L1].toString(),
                         u"#/components/responses/Refused"_s);
        }
    }

    void tellsOfEveryTypeOnAStream()
    {
        const QJsonObject types =
            m_description["components"_L1]["schemas"_L1]["StreamEvents"_L1]["properties"_L1].toObject();
        for (int type = 0; type <= int(EventType::Reset); ++type) {
            const QString name = eventTypeNames[EventType(type)];
            QVERIFY2(types.contains(name), qPrintable(name));
        }
        for (const char *passing : {"presence", "chat-state", "session", "message-state"})
            QVERIFY2(types.contains(QLatin1StringView(passing)), passing);
    }

    void isAtItsPlaceBehindAProxy()
    {
        RouteTable table(&problemAnswer);
        addInfoRoutes(table, "/chat");
        HttpServer server(HttpBench::anyPort());
        server.addTable(std::move(table));
        QVERIFY(server.listen());
        RawClient client(server.port());
        client.send("GET /openapi.json HTTP/1.1\r\nHost: a.example\r\n\r\n");
        const QJsonObject description = QJsonDocument::fromJson(client.answer().body).object();
        QCOMPARE(description["servers"_L1][0]["url"_L1].toString(), u"/chat"_s);
        QCOMPARE(description["paths"_L1], m_description["paths"_L1]);
    }

    void referencesLeadSomewhere() { checkReferences(m_description); }
};

QTEST_GUILESS_MAIN(tst_OpenApi)
#include "tst_openapi.moc"
