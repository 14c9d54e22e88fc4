// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace WebJabber::Test {

// A real push server, which UnifiedPush and Web Push may be sent to. It ends
// with this object.
class Ntfy
{
public:
    Ntfy();
    ~Ntfy();
    Q_DISABLE_COPY_MOVE(Ntfy)

    // Returns once it answers; false when that does not happen.
    [[nodiscard]] bool start();
    void stop();

    // Where messages for a topic are sent to.
    QUrl endpoint(const QString &topic) const;
    // What its own subscription API tells of a topic so far: the bodies, oldest
    // first.
    QList<QByteArray> messages(const QString &topic) const;

private:
    QTemporaryDir m_directory;
    quint16 m_port;
    QProcess m_process;
};

} // namespace WebJabber::Test
