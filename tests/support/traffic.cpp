// SPDX-License-Identifier: GPL-3.0-or-later
// Is linked into every integration test: compares what its HTTP clients send to the daemon and receive with
// openapi.json, and fails the test function if they differ.
#include "support/apidescription.h"

#include <QCoreApplication>
#include <QTest>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

namespace {
class Traffic final : public QObject, public HttpObserver
{
public:
    explicit Traffic(QObject *parent)
        : QObject(parent)
    {
        HttpClient::setObserver(this);
    }
    ~Traffic() override { HttpClient::setObserver(nullptr); }

    void answered(const HttpCall &call, const HttpResponse &response) override
    {
        if (call.url.scheme().startsWith("http"_L1)) // not the admin socket
            report(call, m_description.mistakes(call, response), response.body);
    }

    void streamed(const HttpCall &call, const QByteArray &event) override
    {
        if (call.url.path() == "/v1/events"_L1)
            report(call, m_description.mistakesInEvent(event), event);
    }

private:
    static void report(const HttpCall &call, const QString &mistakes, const QByteArray &received)
    {
        if (mistakes.isEmpty())
            return;
        const QString text = u"%1 %2 differs from openapi.json:\n%3\nsent: %4\nreceived: %5"_s.arg(
            QString::fromLatin1(call.method), call.url.toString(), mistakes, QString::fromUtf8(call.body.left(1000)),
            QString::fromUtf8(received.left(2000)));
        if (QTest::currentTestFunction())
            QTest::qFail(qPrintable(text), __FILE__, __LINE__);
        else
            qWarning().noquote() << text;
    }

    ApiDescription m_description;
};
} // namespace

static void compareTraffic()
{
    new Traffic(QCoreApplication::instance());
}
Q_COREAPP_STARTUP_FUNCTION(compareTraffic)

} // namespace WebJabber::Test
