// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QQueue>
#include <QSocketNotifier>

namespace WebJabber::Test {

// JSON objects, one per line, on stdin and stdout.
class JsonLines : public QObject
{
    Q_OBJECT

public:
    explicit JsonLines(QObject *parent = nullptr);

    bool isEmpty() const { return m_objects.isEmpty(); }
    // The oldest unread object. Only while the queue is not empty.
    QJsonObject take() { return m_objects.dequeue(); }
    static void print(const QJsonObject &object);

Q_SIGNALS:
    void arrived();
    // No more objects will arrive. Emitted also if a line is not a JSON object.
    void ended();

private:
    void read();

    QByteArray m_bytes;
    QQueue<QJsonObject> m_objects;
    QSocketNotifier m_notifier;
};

} // namespace WebJabber::Test
