// SPDX-License-Identifier: GPL-3.0-or-later
#include <clientroutes.h>
#include <eventhub.h>
#include <problemanswer.h>
#include <sessionregistry.h>
#include <sqlstore.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

// Holds openapi.json against the routes there are.
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
                const QString name = member->toString().section(u'/', -1);
                QVERIFY2(m_description["components"_L1]["schemas"_L1].toObject().contains(name), qPrintable(name));
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

    void namesEveryRouteAndNoOther()
    {
        QTemporaryDir directory;
        const auto store = SqlStore::open(directory.path());
        QVERIFY(store);
        SessionRegistry sessions({}, **store);
        EventHub hub(**store, sessions);
        RateLimiter limiter({});
        ClientApi api(sessions, **store, hub, limiter);
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

    void referencesLeadSomewhere() { checkReferences(m_description); }
};

QTEST_GUILESS_MAIN(tst_OpenApi)
#include "tst_openapi.moc"
