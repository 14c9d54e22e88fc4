// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <chrono>

namespace WebJabber::Bench {

// A child process of the bench that reads and writes lines. It ends with this object. Any failure ends the bench with a
// message.
class BenchProcess
{
public:
    BenchProcess(const QString &program, const QStringList &arguments);
    ~BenchProcess();
    Q_DISABLE_COPY_MOVE(BenchProcess)

    qint64 pid() const { return m_process.processId(); }
    void writeLine(const QByteArray &line);
    // Waits for a line that begins with this word; returns the rest of the line. Other lines stay available for later
    // calls.
    QByteArray waitFor(const QByteArray &word, std::chrono::milliseconds timeout = std::chrono::seconds(30));

private:
    QProcess m_process;
    QByteArrayList m_lines; // not consumed yet
};

} // namespace WebJabber::Bench
