// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/childprocess.h"

#include "benchprocess.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <algorithm>

namespace WebJabber::Bench {

BenchProcess::BenchProcess(const QString &program, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    Test::endWithParent(m_process);
    m_process.start(program, arguments);
    if (!m_process.waitForStarted())
        qFatal("%s: %s", qPrintable(program), qPrintable(m_process.errorString()));
}

BenchProcess::~BenchProcess()
{
    m_process.kill();
    m_process.waitForFinished();
}

void BenchProcess::writeLine(const QByteArray &line)
{
    m_process.write(line + '\n');
    while (m_process.bytesToWrite() > 0 && m_process.waitForBytesWritten()) { }
}

QByteArray BenchProcess::waitFor(const QByteArray &word, std::chrono::milliseconds timeout)
{
    const QDeadlineTimer deadline(timeout);
    while (!deadline.hasExpired() && m_process.state() == QProcess::Running) {
        while (m_process.canReadLine())
            m_lines.append(m_process.readLine().trimmed());
        const auto found = std::ranges::find_if(
            m_lines, [&](const QByteArray &line) { return line == word || line.startsWith(word + ' '); });
        if (found != m_lines.end())
            return m_lines.takeAt(found - m_lines.begin()).sliced(word.size()).trimmed();
        QCoreApplication::processEvents(); // reads other child processes meanwhile
        m_process.waitForReadyRead(50);
    }
    qFatal("%s did not tell \"%s\"", qPrintable(m_process.program()), word.constData());
}

} // namespace WebJabber::Bench
