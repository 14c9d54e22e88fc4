// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/pingtimeout.h"
#include "xmpp/streamhooks.h"

#include <QDomDocument>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTest>
#include <QTimer>
#include <QXmppClient.h>
#include <QXmppGlobal.h>
#include <QXmppOutgoingClient.h>

#include <memory>

using namespace Qt::StringLiterals;
using namespace WebJabber;

// A different version of QXmpp, whose reader lacks one signal. Hidden, so that it does not replace QXmpp's own class of
// this name.
namespace QXmpp::Private {
class Q_DECL_HIDDEN XmppSocket : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void stanzaReceived(const QDomElement &);
    void streamClosed();
};
} // namespace QXmpp::Private

class TestStreamHooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void installedQXmppHasAllHooks();
    void hooksReachQXmppsReader();
    void hooksSurviveTheReader();
    void failsWithoutTheReader();
    void failsWithoutASignal();
    void failsIfTheReaderIsNotConnected();
    void failsIfTakenTwice();
    void installedQXmppHasAPingTimeout();
    void failsWithoutAPingTimeout();

private:
    QXmppOutgoingClient *stream() const { return m_client->findChild<QXmppOutgoingClient *>(); }
    QObject *reader() const;

    std::unique_ptr<QXmppClient> m_client;
};

void TestStreamHooks::init()
{
    m_client = std::make_unique<QXmppClient>(QXmppClient::NoExtensions);
    QVERIFY(stream());
    QVERIFY(stream()->socket());
}

void TestStreamHooks::cleanup()
{
    m_client.reset();
}

QObject *TestStreamHooks::reader() const
{
    for (QObject *child : stream()->findChildren<QObject *>()) {
        if (QLatin1StringView(child->metaObject()->className()) == "QXmpp::Private::XmppSocket"_L1)
            return child;
    }
    return nullptr;
}

// The message is for the operator of a daemon that does not start.
static void verifyMessage(const Result<StreamHooks> &hooks, const QString &missing)
{
    QVERIFY(!hooks);
    QCOMPARE(hooks.error().code, ProblemCode::XmppError);
    const QString detail = hooks.error().detail;
    for (const QString &part : {missing, QString::fromLatin1(QXmppVersion()), u"QXmpp 1.10"_s})
        QVERIFY2(detail.contains(part), qPrintable(detail));
}

void TestStreamHooks::installedQXmppHasAllHooks()
{
    const auto hooks = StreamHooks::take(stream(), stream()->socket());
    QVERIFY2(hooks.has_value(), qPrintable(hooks ? QString() : hooks.error().detail));
}

void TestStreamHooks::hooksReachQXmppsReader()
{
    const auto hooks = StreamHooks::take(stream(), stream()->socket());
    QVERIFY(hooks);
    stream()->disconnect(reader()); // no session exists that could handle it
    reader()->disconnect(stream());
    QSignalSpy stanzaReceived(reader(), SIGNAL(stanzaReceived(QDomElement)));
    QSignalSpy streamReceived(reader(), SIGNAL(streamReceived(QDomElement)));
    QSignalSpy streamClosed(reader(), SIGNAL(streamClosed()));

    QDomDocument document;
    QVERIFY(
        document.setContent(u"<message xmlns='jabber:client'/>"_s, QDomDocument::ParseOption::UseNamespaceProcessing));
    hooks->stanzaReceived(document.documentElement());
    QCOMPARE(stanzaReceived.size(), 1);
    QCOMPARE(stanzaReceived.first().first().value<QDomElement>(), document.documentElement());
    hooks->stanzaReceived(QDomElement());
    QCOMPARE(stanzaReceived.size(), 2);
    QVERIFY(stanzaReceived.last().first().value<QDomElement>().isNull());

    hooks->streamReceived(document.documentElement());
    QCOMPARE(streamReceived.size(), 1);
    QCOMPARE(streamReceived.first().first().value<QDomElement>(), document.documentElement());
    hooks->streamClosed();
    QCOMPARE(streamClosed.size(), 1);
    QCOMPARE(stanzaReceived.size(), 2);
}

void TestStreamHooks::hooksSurviveTheReader()
{
    const auto hooks = StreamHooks::take(stream(), stream()->socket());
    QVERIFY(hooks);
    m_client.reset();
    hooks->stanzaReceived(QDomElement());
    hooks->streamReceived(QDomElement());
    hooks->streamClosed();
}

void TestStreamHooks::failsWithoutTheReader()
{
    QObject stream;
    new QObject(&stream);
    auto *socket = new QSslSocket(&stream);
    verifyMessage(StreamHooks::take(&stream, socket), u"QXmpp::Private::XmppSocket"_s);
}

void TestStreamHooks::failsWithoutASignal()
{
    QObject stream;
    auto *socket = new QSslSocket(&stream);
    auto *reader = new QXmpp::Private::XmppSocket(&stream);
    bool isConnected = false;
    connect(socket, &QSslSocket::readyRead, reader, [&isConnected] { isConnected = true; });
    verifyMessage(StreamHooks::take(&stream, socket), u"streamReceived"_s);
    // A failure changes nothing.
    QMetaObject::invokeMethod(socket, "readyRead");
    QVERIFY(isConnected);
}

void TestStreamHooks::failsIfTheReaderIsNotConnected()
{
    QSslSocket another;
    verifyMessage(StreamHooks::take(stream(), &another), u"readyRead"_s);
}

// The first call has disconnected the signal. A second reader would cause QXmpp to receive everything twice.
void TestStreamHooks::failsIfTakenTwice()
{
    QVERIFY(StreamHooks::take(stream(), stream()->socket()));
    verifyMessage(StreamHooks::take(stream(), stream()->socket()), u"readyRead"_s);
}

void TestStreamHooks::installedQXmppHasAPingTimeout()
{
    const auto timeout = takePingTimer(stream());
    QVERIFY(timeout);
    QVERIFY(!(*timeout)->isActive());
    QVERIFY(!takePingTimer(stream())); // it is not connected any more
}

void TestStreamHooks::failsWithoutAPingTimeout()
{
    QVERIFY(!takePingTimer(nullptr));
    QObject without;
    QVERIFY(!takePingTimer(&without));
    QTimer another(stream());
    another.setSingleShot(true);
    QVERIFY(!takePingTimer(stream())); // there are two candidates
}

QTEST_GUILESS_MAIN(TestStreamHooks)
#include "tst_streamhooks.moc"
