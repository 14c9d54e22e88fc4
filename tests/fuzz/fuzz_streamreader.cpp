// SPDX-License-Identifier: GPL-3.0-or-later
// A server's bytes reach a StreamReader through a socket. It delivers and rejects the same for any fragmentation by the
// network. The first byte selects the fragmentation, the second one how ack requests are handled and whether the
// session is already established.
#include "xmpp/streamreader.h"

#include "fuzzing.h"

#include <QCoreApplication>
#include <QSslSocket>
#include <QXmppClient.h>
#include <QXmppOutgoingClient.h>

#include <sys/socket.h>
#include <unistd.h>

using namespace WebJabber;

static constexpr qsizetype maxStanzaBytes = 4096;

namespace {

// White space depends on the fragmentation.
struct Outcome {
    QByteArrayList frames;
    QStringList refusals;
    int managedStreams = 0;
    int acksRequested = 0;
    QList<std::pair<int, qsizetype>> leftOut; // reasons and sizes

    bool operator==(const Outcome &) const = default;
};

// A client whose socket has no network behind it, and which ignores the delivered stanzas.
class Bench final : private StreamReader::Listener
{
public:
    // QXmpp establishes a session on features that require nothing.
    explicit Bench(bool isEstablished)
        : m_stream(m_client.findChild<QXmppOutgoingClient *>())
        , m_socket(m_stream->socket())
    {
        auto attached = StreamReader::attach(
            &m_client,
            {.maxStanzaBytes = maxStanzaBytes, .maxAnswerBytes = 2 * maxStanzaBytes, .requireTls = !isEstablished},
            *this);
        if (!attached)
            qFatal("%s", qPrintable(attached.error().detail));
        m_reader = std::move(*attached);
        m_reader->setTraced(true);
        if (isEstablished)
            establish();
        QObject::disconnect(m_socket, nullptr, m_stream, nullptr);
        for (QObject *part : m_stream->findChildren<QObject *>()) {
            QObject::disconnect(m_socket, nullptr, part, nullptr);
            QObject::disconnect(part, nullptr, m_stream, nullptr);
        }
        m_socket->abort();
    }

    Outcome read(const QList<QByteArrayView> &reads, std::uint8_t limiter)
    {
        m_outcome = {};
        m_reader->setAckPolicy([this, limiter] {
            return StreamReader::AckDecision((limiter >> (m_outcome.acksRequested++ % 4 * 2)) % 4 % 3);
        });
        const int server = connect();
        for (const QByteArrayView bytes : reads) {
            if (!m_outcome.refusals.isEmpty())
                break;
            send(server, bytes);
            m_socket->waitForReadyRead();
            while (m_reader->isPaused()) {
                m_reader->resume();
                QCoreApplication::sendPostedEvents();
            }
        }
        m_socket->abort();
        ::close(server);
        FUZZ_REQUIRE(m_outcome.refusals.size() <= 1);
        return m_outcome;
    }

private:
    void handleConnected() override { }
    void handleStreamOpened() override { }
    // Returns the server's end.
    int connect()
    {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0
            || !m_socket->setSocketDescriptor(ends[0]))
            qFatal("no socket");
        Q_EMIT m_socket->connected();
        return ends[1];
    }

    static void send(int server, QByteArrayView bytes)
    {
        if (::send(server, bytes.data(), std::size_t(bytes.size()), MSG_NOSIGNAL) != bytes.size())
            qFatal("the socket does not take it");
    }

    void establish()
    {
        const int server = connect();
        send(server,
             "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
             "<stream:features/>");
        m_socket->waitForReadyRead();
        if (!m_stream->isConnected())
            qFatal("no session");
        ::close(server); // not noticed without the event loop
    }

    void handleSkipped(const SkippedStanza &leftOut) override
    {
        FUZZ_REQUIRE(m_outcome.refusals.isEmpty());
        FUZZ_REQUIRE(!leftOut.beginning.isNull());
        m_outcome.leftOut.append({int(leftOut.reason), leftOut.bytes});
    }
    void handleNewManagedStream() override { ++m_outcome.managedStreams; }
    void handleRefusal(const Problem &problem) override { m_outcome.refusals.append(problem.detail); }
    void handleFrame(const QByteArray &xml) override
    {
        FUZZ_REQUIRE(m_outcome.refusals.isEmpty());
        if (!xml.isEmpty())
            m_outcome.frames.append(xml);
    }
    QFuture<void> prepareAnswer(QCryptographicHash::Algorithm, const ScramChallenge &) override
    {
        return QtFuture::makeReadyVoidFuture();
    }

    QXmppClient m_client{QXmppClient::NoExtensions};
    QXmppOutgoingClient *m_stream;
    QSslSocket *m_socket;
    std::unique_ptr<StreamReader> m_reader;
    Outcome m_outcome;
};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static int argc = 0;
    // Never destroyed: libFuzzer exits after the destruction of Qt's globals.
    static const auto *application = new QCoreApplication(argc, nullptr);
    static auto *negotiating = new Bench(false);
    static auto *established = new Bench(true);
    Q_UNUSED(application)
    if (size < 3)
        return 0;
    const QByteArrayView stream = Fuzz::view(data + 2, size - 2);
    auto *bench = data[1] & 1 ? established : negotiating;
    const Outcome whole = bench->read({stream}, data[1]);
    FUZZ_REQUIRE(bench->read(Fuzz::cut(stream, data[0]), data[1]) == whole);
    return 0;
}
