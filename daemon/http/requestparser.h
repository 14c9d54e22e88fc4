// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/chunkedbody.h"
#include "http/httpmessage.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <memory>
#include <optional>

namespace WebJabber {

// Why a request is refused. The rest of the connection's input must not be parsed after that, as the next request
// cannot be found reliably.
struct Refusal {
    int status; // HTTP
    QString detail; // what the client should do
    bool isHead = false; // the answer has no body
    QString path; // of the request; empty if unknown
};

// Splits a client's bytes into requests (RFC 9112). Refuses what two programs might read differently. Brings each other
// request into a normalized form: a path from the root, a Content-Length if there is a body (even if it was chunked),
// and no connection-specific fields.
//
// Takes linear time, no matter how the bytes are split. Pure: no socket.
class RequestParser
{
public:
    enum class State {
        Empty, // nothing of the next request has arrived
        Partial,
        Complete, // take() returns it
        Refused, // final
    };

    // `limits` must outlive it.
    explicit RequestParser(const RequestLimits &limits)
        : m_limits(limits)
    {
    }

    // Append more bytes here, then call parse().
    QByteArray &input() { return m_input; }
    // Number of bytes that do not belong to a complete request yet.
    qsizetype pending() const { return m_input.size(); }
    State parse();
    const Refusal &refusal() const { return *m_refusal; }

    struct Request {
        HttpMethod method = HttpMethod::Unknown;
        QByteArray path; // without needless percent-encoding
        QByteArray query; // as sent; empty if there is none
        QHttpHeaders headers;
        QByteArray body;
        bool isHttp10 = false;
        bool keepsAlive = true; // the client may send more requests (RFC 9112, section 9.3)
    };
    // Only in the state Whole. Call parse() again, as the next request may have arrived already.
    Request take();
    // In the state Partial: true if the client waits for "100 Continue" before it sends the body (RFC 9110, section
    // 10.1.1). Returns true only once.
    bool takeContinueRequest();

private:
    enum class Phase { Line, Fields, Chunks, Body };

    // Fields that concern framing, routing or the connection, and fields that must not be repeated.
    enum class Field {
        Authorization,
        Connection,
        ContentLength,
        ContentType,
        Expect,
        Host,
        KeepAlive,
        Origin,
        ProxyConnection,
        Te,
        TransferEncoding,
        Upgrade,
        Other,
    };
    struct FieldRule {
        QByteArrayView name;
        Field field;
        bool isForwarded;
    };
    static const std::array<FieldRule, std::size_t(Field::Other)> fieldRules;
    struct Seen {
        int count = 0;
        QByteArray value; // of all occurrences, joined
    };
    Seen &seen(Field field) { return m_seen[std::size_t(field)]; }

    State state() const;
    std::optional<QByteArrayView> nextLine();
    void takeByte(char byte);
    bool readLine(QByteArrayView line);
    bool readRequestLine(QByteArrayView line);
    bool readTarget(QByteArrayView target);
    bool readVersion(QByteArrayView version);
    bool readField(QByteArrayView line);
    bool finishHead();
    bool readBodyLength();
    bool readTransferCoding();
    void addHeader(QByteArrayView name, QByteArrayView value);
    void parseChunks();
    bool checkHost();
    bool refuseHost();
    bool checkSingleFields();
    bool checkExpectation();
    void readPersistence();
    bool refuse(int status, const QString &detail);

    const RequestLimits &m_limits;
    QByteArray m_input;
    qsizetype m_scanned = 0; // bytes of the input that contain no line end
    Phase m_phase = Phase::Line;
    bool m_hasEmptyLine = false; // before the request line
    qsizetype m_headerBytes = 0; // of complete lines
    qsizetype m_headerFields = 0;
    qsizetype m_bodyBytes = 0; // as announced
    std::unique_ptr<ChunkedBody> m_chunks; // null unless the body is chunked
    bool m_expectsContinue = false;
    bool m_isAbsolute = false; // the target contains the host; Host has not come yet
    std::array<Seen, std::size_t(Field::Other)> m_seen;
    Request m_request;
    std::optional<Refusal> m_refusal;
};

} // namespace WebJabber
