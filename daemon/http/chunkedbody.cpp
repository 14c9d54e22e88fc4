// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/chunkedbody.h"

#include "http/httpsyntax.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

// Includes leading zeros. Enough for any allowed body, and too few to overflow.
static constexpr qsizetype maxSizeDigits = 16;

ChunkedBody::State ChunkedBody::parse(QByteArray &input)
{
    bool goesOn = !m_fault;
    while (goesOn) {
        switch (m_phase) {
        case Phase::Size:
        case Phase::Trailers:
            goesOn = parseLine(input);
            break;
        case Phase::Data:
            goesOn = takeData(input);
            break;
        case Phase::DataEnd:
            goesOn = takeDataEnd(input);
            break;
        case Phase::Done:
            goesOn = false;
            break;
        }
    }
    if (m_fault)
        return State::Refused;
    return m_phase == Phase::Done ? State::Complete : State::Partial;
}

// False if the line is incomplete or refused.
bool ChunkedBody::parseLine(QByteArray &input)
{
    if (!scanLine(input))
        return false;
    const qsizetype end = std::exchange(m_scanned, 0);
    const QByteArrayView line = QByteArrayView(input).first(end - 2);
    const bool isTaken = m_phase == Phase::Size ? readSize(line) : readTrailer(line);
    input.remove(0, end);
    return isTaken;
}

// Checks each byte once, before the line is complete.
bool ChunkedBody::scanLine(const QByteArray &input)
{
    const qsizetype most = m_limits.headerBytes - m_extraBytes + maxSizeDigits;
    while (m_scanned < input.size()) {
        const char before = m_scanned > 0 ? input.at(m_scanned - 1) : '\0';
        const char byte = input.at(m_scanned++);
        if (const LineFault fault = lineFault(before, byte); fault != LineFault::None)
            return refuse(400, lineFaultText(fault));
        if (byte == '\n')
            return true;
        if (m_scanned > most)
            return refuse(431, u"Chunk extensions and trailers may have at most %1 bytes."_s.arg(m_limits.headerBytes));
    }
    return false;
}

bool ChunkedBody::readSize(QByteArrayView line)
{
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    const qsizetype digits = std::ranges::find_if_not(line, isHex) - line.begin();
    if (digits == 0 || !isChunkExtensions(line.sliced(digits)))
        return refuse(400, u"A chunk begins with its size in hexadecimal digits, and perhaps extensions."_s);
    m_extraBytes += line.size() - digits;
    const bool isShort = digits <= maxSizeDigits;
    const quint64 size = isShort ? line.first(digits).toULongLong(nullptr, 16) : 0;
    if (!isShort || size > quint64(m_limits.bodyBytes - m_body.size()))
        return refuse(413, u"A request body may have at most %1 bytes."_s.arg(m_limits.bodyBytes));
    m_chunkRemaining = qsizetype(size);
    m_phase = size == 0 ? Phase::Trailers : Phase::Data;
    return true;
}

bool ChunkedBody::takeData(QByteArray &input)
{
    const qsizetype count = std::min(m_chunkRemaining, input.size());
    m_body.append(QByteArrayView(input).first(count));
    input.remove(0, count);
    m_chunkRemaining -= count;
    if (m_chunkRemaining > 0)
        return false;
    m_phase = Phase::DataEnd;
    return true;
}

bool ChunkedBody::takeDataEnd(QByteArray &input)
{
    static constexpr QByteArrayView end = "\r\n";
    const QByteArrayView here = QByteArrayView(input).first(std::min(end.size(), input.size()));
    if (!end.startsWith(here))
        return refuse(400, u"The data of a chunk ends with CR and LF."_s);
    if (here.size() < end.size())
        return false;
    input.remove(0, end.size());
    m_phase = Phase::Size;
    return true;
}

// False for fields that are not allowed in trailers (RFC 9110, section 6.5.1).
static bool mayBeTrailer(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 18> refused{
        "authorization", "cache-control",    "connection", "content-encoding",  "content-length", "content-range",
        "content-type",  "cookie",           "expect",     "forwarded",         "host",           "keep-alive",
        "origin",        "proxy-connection", "te",         "transfer-encoding", "trailer",        "upgrade",
    };
    return std::ranges::none_of(refused,
                                [name](QByteArrayView other) { return other.compare(name, Qt::CaseInsensitive) == 0; });
}

bool ChunkedBody::readTrailer(QByteArrayView line)
{
    if (line.isEmpty()) {
        m_phase = Phase::Done;
        return true;
    }
    m_extraBytes += line.size() + 2;
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)))
        return refuse(400, u"A trailer field is a name, a colon and a value, on one line."_s);
    if (!mayBeTrailer(line.first(colon)))
        return refuse(400, u"This field may not come behind the body."_s);
    if (m_extraBytes > m_limits.headerBytes || m_trailers++ == m_limits.headerFields)
        return refuse(
            431,
            u"A request may have at most %1 trailer fields, and %2 bytes of them."_s.arg(m_limits.headerFields)
                .arg(m_limits.headerBytes));
    return true;
}

bool ChunkedBody::refuse(int status, const QString &detail)
{
    m_fault = Fault{status, detail};
    m_body = {};
    return false;
}

} // namespace WebJabber
