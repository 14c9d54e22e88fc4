// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/requestlimits.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace WebJabber {

// Decodes a chunked request body (RFC 9112, section 7.1). Extensions and trailers are checked and dropped. It rejects
// input that two programs might read differently, and trailers that concern framing, routing or authorization. Takes
// linear time and stores at most the body limit. Pure: no socket.
class ChunkedBody
{
public:
    // `limits` must outlive it.
    explicit ChunkedBody(const RequestLimits &limits)
        : m_limits(limits)
    {
    }

    enum class State {
        Partial, // more input is needed
        Complete, // take() returns it
        Refused, // final
    };
    // Removes the bytes that belong to the body from the front of `input`.
    State parse(QByteArray &input);
    // Only in the state Whole.
    QByteArray take() { return std::exchange(m_body, {}); }

    struct Fault {
        int status; // HTTP
        QString detail;
    };
    // Only in the state Refused.
    const Fault &fault() const { return *m_fault; }

private:
    enum class Phase { Size, Data, DataEnd, Trailers, Done };

    bool parseLine(QByteArray &input);
    bool scanLine(const QByteArray &input);
    bool readSize(QByteArrayView line);
    bool readTrailer(QByteArrayView line);
    bool takeData(QByteArray &input);
    bool takeDataEnd(QByteArray &input);
    bool refuse(int status, const QString &detail);

    const RequestLimits &m_limits;
    Phase m_phase = Phase::Size;
    qsizetype m_scanned = 0; // bytes of the input that contain no line end
    qsizetype m_chunkRemaining = 0; // of the current chunk, still to come
    qsizetype m_extraBytes = 0; // of extensions and trailers
    qsizetype m_trailers = 0;
    QByteArray m_body;
    std::optional<Fault> m_fault;
};

} // namespace WebJabber
