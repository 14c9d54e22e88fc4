// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <chrono>

namespace WebJabber::Bench {

// A program of the bench's that is talked to in lines. It ends with this object.
// Whatever does not go as it should ends the bench with a message.
class BenchProcess
{
public:
    BenchProcess(const QString &program, const QStringList &arguments);
    ~BenchProcess();
    Q_DISABLE_COPY_MOVE(BenchProcess)

    qint64 pid() const { return m_process.processId(); }
    void tell(const QByteArray &line);
    // Waits for a line that begins with this word; answers what follows it. Other
    // lines stay for who waits for them.
    QByteArray waitFor(const QByteArray &word, std::chrono::milliseconds patience = std::chrono::seconds(30));

private:
    QProcess m_process;
    QByteArrayList m_lines; // nobody has waited for yet
};

} // namespace WebJabber::Bench
