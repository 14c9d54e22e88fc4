// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QTcpServer>
#include <QUdpSocket>

namespace WebJabber::Test {

// A DNS server on 127.0.0.1, over UDP and TCP, for a few configured names. All other names do not exist.
class FakeDnsServer : public QObject
{
    Q_OBJECT

public:
    enum class Mode {
        Answer,
        Silent, // never answers
        Garbage, // sends bytes that are not a DNS message
        CutOff, // sends the first half of the answer
        Truncated, // sets TC (truncated) over UDP
        WrongId, // answers with the id of another query
        Failure, // SERVFAIL
    };

    FakeDnsServer();

    // "127.0.0.1:port".
    QString address() const;

    void addAddress(const QString &name, const QString &address, quint32 ttl = 60);
    void addService(const QString &name, const QString &target, quint16 port, quint16 priority = 0, quint16 weight = 0,
                    quint32 ttl = 60);
    void addAlias(const QString &name, const QString &target, quint32 ttl = 60);
    void remove(const QString &name);
    // Sets the behaviour for this name and all names below it.
    void setMode(const QString &name, Mode mode);

    // The number of queries for this name and one type ("A", "AAAA", "SRV").
    int count(const QString &name, const QString &type) const;
    int total() const { return m_total; }
    int overTcp() const { return m_overTcp; }

private:
    struct Record {
        quint16 type = 0;
        QByteArray data;
        quint32 ttl = 0;
        QString target; // of an alias
    };
    struct Question {
        QByteArray id;
        QByteArray bytes; // name, type and class
        QString name;
        quint16 type = 0;
    };

    static Question parse(const QByteArray &message);
    Mode modeOf(QString name) const;
    QByteArray answer(const Question &question, bool isOverTcp);
    void collect(const QString &name, quint16 type, QByteArray &answers, quint16 &count) const;
    void readDatagrams();
    void readStream(QTcpSocket *socket);

    QUdpSocket m_udp;
    QTcpServer m_tcp;
    QMultiHash<QString, Record> m_records;
    QHash<QString, Mode> m_modes;
    QHash<std::pair<QString, quint16>, int> m_counts;
    int m_total = 0;
    int m_overTcp = 0;
};

} // namespace WebJabber::Test
