// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpcorpus.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

namespace {

// Parses the notation for bytes, which the head of the file describes.
class Notation
{
public:
    explicit Notation(const QByteArray &text)
        : m_text(text)
    {
    }

    // Reads up to the end, or to the bracket that ends a repetition.
    QByteArray read()
    {
        QByteArray bytes;
        while (m_at < m_text.size() && m_text.at(m_at) != '>') {
            const char c = m_text.at(m_at++);
            if (c == '\\')
                bytes += readEscape();
            else if (c == '<')
                bytes += readRepetition();
            else
                bytes += c;
        }
        return bytes;
    }
    // A closing bracket without an opening one is a literal.
    QByteArray readAll()
    {
        QByteArray bytes = read();
        for (; m_at < m_text.size(); bytes += read())
            bytes += m_text.at(m_at++);
        return bytes;
    }

private:
    QByteArray readEscape()
    {
        const char c = m_text.at(m_at++);
        switch (c) {
        case 'r':
            return "\r";
        case 'n':
            return "\n";
        case 't':
            return "\t";
        case 'x':
            m_at += 2;
            return QByteArray::fromHex(m_text.sliced(m_at - 2, 2));
        case 'E':
            return "\r\n";
        case 'H':
            return "Host: a.example\r\n";
        case 'G':
            return "GET / HTTP/1.1\r\n";
        case 'P':
            return "POST / HTTP/1.1\r\n";
        default:
            return QByteArray(1, c);
        }
    }
    QByteArray readRepetition()
    {
        const qsizetype star = m_text.indexOf('*', m_at);
        const qsizetype count = m_text.sliced(m_at, star - m_at).toLongLong();
        m_at = star + 1;
        const QByteArray bytes = read();
        ++m_at; // the bracket
        return bytes.repeated(count);
    }

    QByteArray m_text;
    qsizetype m_at = 0;
};

} // namespace

QList<MalformedRequest> readHttpCorpus()
{
    QFile file(QStringLiteral(WEBJABBER_SOURCE_DIR "/tests/unit/httpcorpus.txt"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    static constexpr QByteArrayView separator = " | ";
    QList<MalformedRequest> requests;
    while (!file.atEnd()) {
        QByteArray line = file.readLine();
        line.chop(1);
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const qsizetype first = line.indexOf(separator);
        const qsizetype second = line.indexOf(separator, first + separator.size());
        const qsizetype third = line.indexOf(separator, second + separator.size());
        if (third < 0)
            qFatal("httpcorpus.txt: %s", line.constData());
        const auto part = [&](qsizetype from, qsizetype to) {
            return line.sliced(from + separator.size(), to - from - separator.size());
        };
        requests.append({line.first(first).toInt(), part(first, second), part(second, third),
                         Notation(part(third, line.size())).readAll()});
    }
    return requests;
}

} // namespace WebJabber::Test
