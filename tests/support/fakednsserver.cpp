// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakednsserver.h"

#include <QNetworkDatagram>
#include <QTcpSocket>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

static constexpr quint16 typeA = 1;
static constexpr quint16 typeAlias = 5;
static constexpr quint16 typeAaaa = 28;
static constexpr quint16 typeService = 33;
static constexpr qsizetype headerBytes = 12;

static QByteArray number16(quint16 number)
{
    QByteArray bytes(2, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

static QByteArray number32(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

static quint16 read16(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.constData() + at);
}

static QByteArray labels(const QString &name)
{
    QByteArray bytes;
    for (const QByteArray &label : name.toLatin1().split('.')) {
        if (!label.isEmpty())
            bytes += char(label.size()) + label;
    }
    return bytes + '\0';
}

static quint16 typeNamed(const QString &name)
{
    return name == "A"_L1 ? typeA : name == "AAAA"_L1 ? typeAaaa : typeService;
}

FakeDnsServer::FakeDnsServer()
{
    for (int i = 0; i < 100 && !m_tcp.isListening(); ++i) { // until a port is free for both protocols
        if (!m_udp.bind(QHostAddress::LocalHost) || !m_tcp.listen(QHostAddress::LocalHost, m_udp.localPort()))
            m_udp.close();
    }
    if (!m_tcp.isListening())
        qFatal("FakeDnsServer: %s", qPrintable(m_tcp.errorString()));
    connect(&m_udp, &QUdpSocket::readyRead, this, &FakeDnsServer::readDatagrams);
    connect(&m_tcp, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *const socket = m_tcp.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readStream(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
}

QString FakeDnsServer::address() const
{
    return u"127.0.0.1:%1"_s.arg(m_udp.localPort());
}

void FakeDnsServer::addAddress(const QString &name, const QString &text, quint32 ttl)
{
    const QHostAddress address(text);
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        m_records.insert(name, {typeA, number32(address.toIPv4Address()), ttl, {}});
    else
        m_records.insert(
            name, {typeAaaa, QByteArray(reinterpret_cast<const char *>(address.toIPv6Address().c), 16), ttl, {}});
}

void FakeDnsServer::addService(const QString &name, const QString &target, quint16 port, quint16 priority,
                               quint16 weight, quint32 ttl)
{
    m_records.insert(name,
                     {typeService, number16(priority) + number16(weight) + number16(port) + labels(target), ttl, {}});
}

void FakeDnsServer::addAlias(const QString &name, const QString &target, quint32 ttl)
{
    m_records.insert(name, {typeAlias, labels(target), ttl, target});
}

void FakeDnsServer::remove(const QString &name)
{
    m_records.remove(name);
}

void FakeDnsServer::setMode(const QString &name, Mode mode)
{
    m_modes.insert(name, mode);
}

int FakeDnsServer::count(const QString &name, const QString &type) const
{
    return m_counts.value({name, typeNamed(type)});
}

FakeDnsServer::Question FakeDnsServer::parse(const QByteArray &message)
{
    QStringList name;
    qsizetype at = headerBytes;
    while (at < message.size() && message.at(at) != 0) {
        name += QString::fromLatin1(message.mid(at + 1, message.at(at))).toLower();
        at += 1 + message.at(at);
    }
    ++at;
    return {message.first(2), message.mid(headerBytes, at + 4 - headerBytes), name.join(u'.'), read16(message, at)};
}

FakeDnsServer::Mode FakeDnsServer::modeOf(QString name) const
{
    while (!name.isEmpty()) {
        if (const auto found = m_modes.find(name); found != m_modes.end())
            return *found;
        const qsizetype dot = name.indexOf(u'.');
        name = dot < 0 ? QString() : name.sliced(dot + 1);
    }
    return Mode::Answer;
}

void FakeDnsServer::collect(const QString &name, quint16 type, QByteArray &answers, quint16 &count) const
{
    for (const Record &record : m_records.values(name)) {
        if (record.type != type && record.type != typeAlias)
            continue;
        answers += labels(name) + number16(record.type) + number16(1) + number32(record.ttl)
            + number16(quint16(record.data.size())) + record.data;
        ++count;
        if (record.type == typeAlias)
            collect(record.target, type, answers, count);
    }
}

QByteArray FakeDnsServer::answer(const Question &question, bool isOverTcp)
{
    ++m_total;
    m_overTcp += isOverTcp;
    ++m_counts[{question.name, question.type}];
    const Mode mode = modeOf(question.name);
    if (mode == Mode::Silent)
        return {};
    if (mode == Mode::Garbage)
        return QByteArray("\xff\xfe garbage \xc0\xc0").repeated(3);

    QByteArray answers;
    quint16 count = 0;
    collect(question.name, question.type, answers, count);
    const bool isTruncated = mode == Mode::Truncated && !isOverTcp;
    if (isTruncated || mode == Mode::Failure) {
        answers.clear();
        count = 0;
    }
    quint16 flags = 0x8180; // a response; recursion desired and available
    if (isTruncated)
        flags |= 0x0200;
    if (mode == Mode::Failure)
        flags |= 2;
    else if (!m_records.contains(question.name))
        flags |= 3; // NXDOMAIN
    const QByteArray id = mode == Mode::WrongId ? number16(quint16(~read16(question.id, 0))) : question.id;
    const QByteArray message = id + number16(flags) + number16(1) + number16(count) + number32(0) + question.bytes
        + answers;
    return mode == Mode::CutOff ? message.first(message.size() / 2) : message;
}

void FakeDnsServer::readDatagrams()
{
    while (m_udp.hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_udp.receiveDatagram();
        if (const QByteArray bytes = answer(parse(datagram.data()), false); !bytes.isEmpty())
            m_udp.writeDatagram(datagram.makeReply(bytes));
    }
}

void FakeDnsServer::readStream(QTcpSocket *socket)
{
    while (socket->bytesAvailable() >= 2) {
        const quint16 size = read16(socket->peek(2), 0);
        if (socket->bytesAvailable() < 2 + size)
            return;
        socket->skip(2);
        const QByteArray bytes = answer(parse(socket->read(size)), true);
        if (!bytes.isEmpty())
            socket->write(number16(quint16(bytes.size())) + bytes);
    }
}

} // namespace WebJabber::Test
