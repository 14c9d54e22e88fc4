// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/chunkedbody.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <memory>
#include <optional>

namespace WebJabber {

// Why a request is not taken. After one, the rest of what its connection brings
// cannot be told apart and must not be looked at.
struct Refusal {
    int status; // HTTP
    QString detail; // what to do about it
    bool isHead = false; // the answer has no body
    QString path; // of the request, where it is known; else empty
};

// Cuts the bytes that a client sends into requests (RFC 9112), refuses whatever
// two programs might understand in two ways, and says each of the others anew in
// one form: a path from the root, HTTP/1.1, a Content-Length where there is a
// body (also if it came in chunks), and nothing that concerns the connection only.
//
// Its time is linear in the bytes, however they are cut. Pure: no socket.
class RequestParser
{
public:
    enum class State {
        Empty, // nothing of the next request is here
        Partial,
        Whole, // take() has it
        Refused, // for good
    };

    // `limits` must outlive it.
    explicit RequestParser(const RequestLimits &limits)
        : m_limits(limits)
    {
    }

    // Where more bytes are to be appended, to be followed by parse().
    QByteArray &input() { return m_input; }
    // How many bytes are here that belong to no whole request yet.
    qsizetype pending() const { return m_input.size(); }
    State parse();
    const Refusal &refusal() const { return *m_refusal; }

    // A request and what the connection must know of it.
    struct Request {
        QByteArray bytes; // in the one form
        bool isHead = false;
        bool isHttp10 = false;
        bool keepsAlive = true; // the client will send more (RFC 9112, section 9.3)
    };
    // In the state Whole. The next request may be there already: parse() tells.
    Request take();
    // In the state Partial: whether the client waits for a word before it sends
    // the body (RFC 9110, section 10.1.1). True once.
    bool takeExpectation();

private:
    enum class Phase { Line, Fields, Chunks, Body };

    // The fields that say where a request ends, for whom it is and what becomes of the connection; and
    // those that may be there once only.
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
        bool isPassedOn;
    };
    static const std::array<FieldRule, std::size_t(Field::Other)> fieldRules;
    struct Seen {
        int count = 0;
        QByteArray value; // of all of them, joined
    };
    Seen &seen(Field field) { return m_seen[std::size_t(field)]; }

    State state() const;
    std::optional<QByteArrayView> nextLine();
    void takeByte(char byte);
    bool readLine(QByteArrayView line);
    bool readRequestLine(QByteArrayView line);
    bool readTarget(QByteArrayView method, QByteArrayView target);
    bool readVersion(QByteArrayView version);
    bool readField(QByteArrayView line);
    bool finishHead();
    bool readBodyLength();
    bool readTransferCoding();
    void parseChunks();
    bool checkHost();
    bool refuseHost();
    bool checkSingleFields();
    bool checkExpectation();
    void readPersistence();
    bool refuse(int status, const QString &detail);

    const RequestLimits &m_limits;
    QByteArray m_input;
    qsizetype m_scanned = 0; // of the input: where no line ends
    Phase m_phase = Phase::Line;
    bool m_hasEmptyLine = false; // before the request line
    qsizetype m_headerBytes = 0; // of whole lines
    qsizetype m_headerFields = 0;
    qsizetype m_bodyBytes = 0; // as announced
    std::unique_ptr<ChunkedBody> m_chunks; // null unless the body comes in chunks
    bool m_isContinueAsked = false;
    bool m_isAbsolute = false; // the target brought its host, and Host has not come yet
    QByteArray m_path;
    std::array<Seen, std::size_t(Field::Other)> m_seen;
    Request m_request;
    std::optional<Refusal> m_refusal;
};

} // namespace WebJabber
