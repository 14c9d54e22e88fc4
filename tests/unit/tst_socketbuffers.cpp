// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/socketbuffers.h"

#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

#include <memory>

using namespace WebJabber;

// Without TLS, as QSslSocket uses its inner socket in both cases. With TLS the session of every integration test uses
// it.
class TestSocketBuffers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void unreadDataIsKept();
    void unwrittenDataIsKept();
    void continuesWithNewBuffers();

private:
    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<QSslSocket> m_socket;
    QTcpSocket *m_peer = nullptr; // the server's
};

void TestSocketBuffers::init()
{
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    m_socket = std::make_unique<QSslSocket>();
    m_socket->connectToHost(QHostAddress(QHostAddress::LocalHost).toString(), m_server->serverPort());
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
    QTRY_VERIFY(m_server->hasPendingConnections());
    m_peer = m_server->nextPendingConnection();
}

void TestSocketBuffers::cleanup()
{
    m_socket.reset();
    m_server.reset();
}

void TestSocketBuffers::unreadDataIsKept()
{
    m_peer->write("romeo");
    QTRY_COMPARE(m_socket->bytesAvailable(), 5);
    releaseEmptyBuffers(*m_socket);
    QCOMPARE(m_socket->readAll(), "romeo");
}

void TestSocketBuffers::unwrittenDataIsKept()
{
    m_socket->write("juliet");
    QCOMPARE(m_socket->bytesToWrite(), 6);
    releaseEmptyBuffers(*m_socket);
    QTRY_COMPARE(m_peer->bytesAvailable(), 6);
    QCOMPARE(m_peer->readAll(), "juliet");
}

void TestSocketBuffers::continuesWithNewBuffers()
{
    for (int i = 0; i < 3; ++i) {
        m_peer->write("romeo");
        m_socket->write("juliet");
        QTRY_COMPARE(m_socket->bytesAvailable(), 5);
        QTRY_COMPARE(m_peer->bytesAvailable(), 6);
        QCOMPARE(m_socket->readAll(), "romeo");
        QCOMPARE(m_peer->readAll(), "juliet");
        releaseEmptyBuffers(*m_socket);
        QCOMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
        QVERIFY(m_socket->isReadable() && m_socket->isWritable());
    }
}

QTEST_GUILESS_MAIN(TestSocketBuffers)
#include "tst_socketbuffers.moc"
