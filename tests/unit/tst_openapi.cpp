// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/clientroutes.h"
#include "api/eventhub.h"
#include "http/problemanswer.h"
#include "push/pushdispatcher.h"
#include "push/subscriptioncheck.h"
#include "session/sessionregistry.h"
#include "store/sqlstore.h"

#include "httpcorpus.h"
#include "httpfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

// Everything that the routes of /v1 need.
struct Routes {
    QTemporaryDir directory;
    Result<std::unique_ptr<SqlStore>> store = SqlStore::open(directory.path());
    SessionRegistry sessions{{}, **store, NameLookups{}};
    EventHub hub{**store, sessions};
    RateLimiter limiter{{}};
    PushDispatcher pushes{**store, PushSigner{Vapid(P256Key::generate(), {}), {}},
                          std::make_unique<PushClient>(PushSettings(), HostLookup())};
    SubscriptionCheck check{PushSettings(), {}, {}};
    ClientApi api{sessions, **store, hub, limiter, pushes, check};
    RouteTable table{&problemAnswer};

    explicit Routes(const QByteArray &pathPrefix = {}) { addClientRoutes(table, api, pathPrefix); }
};

// Compares openapi.json with the tables of routes.
class tst_OpenApi : public QObject
{
    Q_OBJECT

private:
    QJsonObject m_description;

    static QString methodName(const ClientRoute &route)
    {
        HttpRequest request;
        request.method = route.method;
        return request.methodName();
    }

    static QString nameOf(const ClientRoute &route) { return methodName(route) + u' ' + route.path; }

    QJsonObject operationOf(const ClientRoute &route) const
    {
        return m_description["paths"_L1][route.path][methodName(route).toLower()].toObject();
    }

    // Calls the test function for each route.
    static void addRouteRows()
    {
        QTest::addColumn<const ClientRoute *>("route");
        for (const auto routes : clientRoutes()) {
            for (const ClientRoute &route : routes)
                QTest::newRow(qPrintable(nameOf(route))) << &route;
        }
    }

    // The part of a schema that the table says as well.
    static QJsonObject essence(QJsonObject schema)
    {
        for (const QLatin1StringView name : {"description"_L1, "default"_L1, "format"_L1})
            schema.remove(name);
        return schema;
    }

    static QJsonArray words(std::span<const QLatin1StringView> words)
    {
        return QJsonArray::fromStringList(QStringList(words.begin(), words.end()));
    }

    static QJsonObject textSchema(const BodyMember &member)
    {
        QJsonObject schema{{u"type"_s, u"string"_s}};
        if (member.isRequired)
            schema.insert("minLength"_L1, 1);
        if (member.maxLength != unlimited)
            schema.insert("maxLength"_L1, member.maxLength);
        return schema;
    }

    static QJsonObject bytesSchema(const BodyMember &member)
    {
        QJsonObject parts;
        for (const QLatin1StringView part : member.words)
            parts.insert(part, QJsonObject{{u"type"_s, u"string"_s}});
        return {{u"type"_s, u"object"_s},
                {u"properties"_s, parts},
                {u"required"_s, words(member.words)},
                {u"additionalProperties"_s, false}};
    }

    static QJsonObject objectSchema(std::span<const BodyMember> members)
    {
        QJsonObject properties;
        QJsonArray required;
        for (const BodyMember &member : members) {
            properties.insert(member.name, schemaOf(member));
            if (member.isRequired)
                required.append(member.name);
        }
        return {{u"type"_s, u"object"_s},
                {u"properties"_s, properties},
                {u"required"_s, required},
                {u"additionalProperties"_s, false}};
    }

    // What openapi.json must say of the member; empty: anything.
    static QJsonObject schemaOf(const BodyMember &member)
    {
        QJsonObject schema = textSchema(member);
        switch (member.type) {
        case MemberType::Text:
        case MemberType::Jid:
            return schema;
        case MemberType::Identifier:
            schema.insert("pattern"_L1, u"^[A-Za-z0-9._-]+$"_s);
            return schema;
        case MemberType::Word:
            return {{u"type"_s, u"string"_s}, {u"enum"_s, words(member.words)}};
        case MemberType::Texts:
            schema.remove("minLength"_L1); // of the list
            schema = {{u"type"_s, u"array"_s}, {u"items"_s, schema}};
            if (member.maxCount != unlimited)
                schema.insert("maxItems"_L1, member.maxCount);
            return schema;
        case MemberType::Words:
            return {{u"type"_s, u"array"_s},
                    {u"minItems"_s, 1},
                    {u"maxItems"_s, member.maxCount},
                    {u"items"_s, QJsonObject{{u"type"_s, u"string"_s}, {u"enum"_s, words(member.words)}}}};
        case MemberType::Number:
            return {{u"type"_s, u"integer"_s}, {u"minimum"_s, 0}};
        case MemberType::Ref:
            schema.insert("type"_L1, QJsonArray{u"string"_s, u"null"_s});
            schema.insert("minLength"_L1, 1);
            return schema;
        case MemberType::Object:
            return objectSchema(member.members());
        case MemberType::Objects:
            return {{u"type"_s, u"array"_s}, {u"items"_s, objectSchema(member.members())}};
        case MemberType::Json:
            return {{u"type"_s, QJsonArray{u"object"_s, u"array"_s}}};
        case MemberType::Bytes:
            return bytesSchema(member);
        case MemberType::Ignored:
            break;
        }
        return {};
    }

    static QJsonObject schemaOf(const Parameter &parameter)
    {
        switch (parameter.type) {
        case ParameterType::Text:
        case ParameterType::Account:
            return {{u"type"_s, u"string"_s}};
        case ParameterType::Number:
            return {{u"type"_s, u"integer"_s}, {u"minimum"_s, parameter.least}, {u"maximum"_s, parameter.most}};
        case ParameterType::Flag:
            return {{u"type"_s, u"boolean"_s}};
        case ParameterType::Word:
            return {{u"type"_s, u"string"_s}, {u"enum"_s, words(parameter.words)}};
        }
        return {};
    }

    // With the schema that it refers to, in the order of names if it is a list of words.
    QJsonObject described(const QJsonValue &value) const
    {
        QJsonObject schema = value.toObject();
        if (const QString reference = schema.value("$ref"_L1).toString(); !reference.isEmpty())
            schema = m_description["components"_L1]["schemas"_L1][reference.section(u'/', -1)].toObject();
        if (schema.contains("items"_L1))
            schema.insert("items"_L1, described(schema.value("items"_L1)));
        return sorted(essence(schema));
    }

    static QJsonObject sorted(QJsonObject schema)
    {
        for (const QLatin1StringView name : {"enum"_L1, "required"_L1}) {
            QStringList list = schema.value(name).toVariant().toStringList();
            list.sort();
            if (schema.contains(name))
                schema.insert(name, QJsonArray::fromStringList(list));
        }
        if (schema.contains("items"_L1))
            schema.insert("items"_L1, sorted(schema.value("items"_L1).toObject()));
        return schema;
    }

    static QByteArray text(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

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

    void enumsMatchTheNameTables_data()
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
    void enumsMatchTheNameTables()
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

    void pathsMatchTheRoutes()
    {
        const Routes routes;
        QStringList described;
        const QJsonObject paths = m_description.value("paths"_L1).toObject();
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            for (const QString &method : path->toObject().keys())
                described.append(method.toUpper() + u' ' + path.key());
        }
        described.sort();
        QCOMPARE(described, routes.table.describe());
    }

    void saysWhichRoutesNeedAToken_data() { addRouteRows(); }
    void saysWhichRoutesNeedAToken()
    {
        QFETCH(const ClientRoute *const, route);
        const QJsonObject operation = operationOf(*route);
        if (route->auth == Auth::None)
            QCOMPARE(operation.value("security"_L1), QJsonValue(QJsonArray()));
        else
            QVERIFY(!operation.contains("security"_L1)); // that of the whole document
        const bool is401Described = operation["responses"_L1].toObject().contains("401"_L1);
        QCOMPARE(is401Described, route->auth == Auth::Token || route->path == "/v1/sessions"_L1);
    }

    void saysWhichRoutesAreLimited_data() { addRouteRows(); }
    void saysWhichRoutesAreLimited()
    {
        QFETCH(const ClientRoute *const, route);
        // The queue of messages may be full; no rate of markers is limited.
        const bool isQueued = route->path == "/v1/markers"_L1;
        const QJsonObject responses = operationOf(*route).value("responses"_L1).toObject();
        QCOMPARE(responses.contains("429"_L1), route->limit.has_value() || isQueued);
    }

    void describesTheBody_data() { addRouteRows(); }
    void describesTheBody()
    {
        QFETCH(const ClientRoute *const, route);
        const QJsonValue body = operationOf(*route).value("requestBody"_L1);
        QCOMPARE(body.isObject(), !route->body.empty());
        if (route->body.empty())
            return;
        QVERIFY(body["required"_L1].toBool());
        const QJsonObject schema = body["content"_L1]["application/json"_L1]["schema"_L1].toObject();
        QCOMPARE(schema.value("additionalProperties"_L1), QJsonValue(false));
        QStringList known;
        QStringList required;
        for (const BodyMember &member : route->body) {
            known += member.name;
            if (member.isRequired)
                required += member.name;
            const QJsonObject expected = schemaOf(member);
            QJsonObject actual = described(schema["properties"_L1][member.name]);
            if (member.maxLength == unlimited) // the handler may have a limit
                actual.remove("maxLength"_L1);
            if (!expected.isEmpty())
                QCOMPARE(text(actual), text(sorted(expected)));
        }
        known.sort();
        QCOMPARE(schema.value("properties"_L1).toObject().keys(), known);
        QCOMPARE(schema.value("required"_L1).toVariant().toStringList(), required);
    }

    void describesTheQuery_data() { addRouteRows(); }
    void describesTheQuery()
    {
        QFETCH(const ClientRoute *const, route);
        QHash<QString, QJsonObject> schemas;
        for (const QJsonValue &parameter : operationOf(*route).value("parameters"_L1).toArray()) {
            if (parameter["in"_L1] == "query"_L1)
                schemas.insert(parameter["name"_L1].toString(), parameter["schema"_L1].toObject());
        }
        QCOMPARE(schemas.size(), qsizetype(route->query.size()));
        for (const Parameter &parameter : route->query)
            QCOMPARE(text(described(schemas.value(parameter.name))), text(sorted(schemaOf(parameter))));
    }

    // The responses of HttpConnection and RequestParser before routing, and of HttpServer before the route is called.
    void commonErrorsAreDescribedOnce()
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

    void streamDescribesEveryEventType()
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

    void serverUrlHasThePathPrefix()
    {
        Routes routes("/chat");
        HttpServer server(HttpFixture::anyPort());
        server.addTable(std::move(routes.table));
        QVERIFY(server.listen());
        RawClient client(server.port());
        client.send("GET /openapi.json HTTP/1.1\r\nHost: a.example\r\n\r\n");
        const QJsonObject description = QJsonDocument::fromJson(client.answer().body).object();
        QCOMPARE(description["servers"_L1][0]["url"_L1].toString(), u"/chat"_s);
        QCOMPARE(description["paths"_L1], m_description["paths"_L1]);
    }

    void referencesResolve() { checkReferences(m_description); }
};

QTEST_GUILESS_MAIN(tst_OpenApi)
#include "tst_openapi.moc"
