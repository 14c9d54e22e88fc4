// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace WebJabber::Test {

// A real push server for UnifiedPush and Web Push. The process ends with this object.
class Ntfy
{
public:
    Ntfy();
    ~Ntfy();
    Q_DISABLE_COPY_MOVE(Ntfy)

    // Returns when the server responds; false if it does not.
    [[nodiscard]] bool start();
    void stop();

    // The URL that messages for a topic are sent to.
    QUrl endpoint(const QString &topic) const;
    // The topic's messages so far, from ntfy's own subscription API: the bodies, oldest first.
    QList<QByteArray> messages(const QString &topic) const;

private:
    QTemporaryDir m_directory;
    quint16 m_port;
    QProcess m_process;
};

} // namespace WebJabber::Test
