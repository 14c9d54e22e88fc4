// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonlines.h"

#include <QJsonDocument>

#include <array>
#include <cstdio>
#include <unistd.h>

namespace WebJabber::Test {

static constexpr std::size_t chunkBytes = 64 * 1024;

JsonLines::JsonLines(QObject *parent)
    : QObject(parent)
    , m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &JsonLines::read);
}

void JsonLines::read()
{
    std::array<char, chunkBytes> chunk;
    const ssize_t count = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (count <= 0) {
        m_notifier.setEnabled(false);
        Q_EMIT ended();
        return;
    }
    m_bytes.append(chunk.data(), count);
    for (qsizetype end = m_bytes.indexOf('\n'); end >= 0; end = m_bytes.indexOf('\n')) {
        const QJsonDocument document = QJsonDocument::fromJson(m_bytes.first(end));
        m_bytes.remove(0, end + 1);
        if (!document.isObject()) {
            m_notifier.setEnabled(false);
            Q_EMIT ended();
            return;
        }
        m_objects.enqueue(document.object());
    }
    if (!m_objects.isEmpty())
        Q_EMIT arrived();
}

void JsonLines::print(const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
    std::fflush(stdout);
}

} // namespace WebJabber::Test
