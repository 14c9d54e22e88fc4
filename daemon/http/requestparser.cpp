// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestparser.h"

#include "http/httpsyntax.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

using State = RequestParser::State;

// In the order of Field.
const std::array<RequestParser::FieldRule, std::size_t(RequestParser::Field::Other)> RequestParser::fieldRules{{
    {"authorization", Field::Authorization, true},
    {"connection", Field::Connection, false},
    {"content-length", Field::ContentLength, false},
    {"content-type", Field::ContentType, true},
    {"expect", Field::Expect, false},
    {"host", Field::Host, true},
    {"keep-alive", Field::KeepAlive, false},
    {"origin", Field::Origin, true},
    {"proxy-connection", Field::ProxyConnection, false},
    {"te", Field::Te, false},
    {"transfer-encoding", Field::TransferEncoding, false},
    {"upgrade", Field::Upgrade, false},
}};

State RequestParser::parse()
{
    while (!m_refusal && (m_phase == Phase::Line || m_phase == Phase::Fields)) {
        const auto line = nextLine();
        if (!line)
            return state();
        const bool isTaken = readLine(*line);
        m_input.remove(0, line->size() + 2);
        if (!isTaken)
            break;
    }
    if (!m_refusal && m_phase == Phase::Chunks)
        parseChunks();
    return state();
}

State RequestParser::state() const
{
    if (m_refusal)
        return State::Refused;
    if (m_phase == Phase::Body)
        return m_input.size() < m_bodyBytes ? State::Partial : State::Complete;
    return m_phase == Phase::Line && m_input.isEmpty() ? State::Empty : State::Partial;
}

// Returns the first line of the input without its end; nullopt if it is incomplete or refused. Each byte is checked
// once, on arrival: errors are refused before the line ends.
std::optional<QByteArrayView> RequestParser::nextLine()
{
    while (m_scanned < m_input.size() && !m_refusal) {
        const char byte = m_input.at(m_scanned);
        takeByte(byte);
        ++m_scanned;
        if (byte == '\n' && !m_refusal)
            return QByteArrayView(m_input).first(std::exchange(m_scanned, 0) - 2);
    }
    return std::nullopt;
}

void RequestParser::takeByte(char byte)
{
    const LineFault fault = lineFault(m_scanned > 0 ? m_input.at(m_scanned - 1) : '\0', byte);
    if (fault != LineFault::None)
        refuse(400, lineFaultText(fault));
    else if (m_phase == Phase::Line && m_scanned > m_limits.lineBytes + (byte == '\n' ? 1 : 0))
        refuse(414, u"The request line may have at most %1 bytes."_s.arg(m_limits.lineBytes));
    else if (m_phase == Phase::Fields && m_headerBytes + m_scanned >= m_limits.headerBytes)
        refuse(431, u"The header fields may have at most %1 bytes."_s.arg(m_limits.headerBytes));
}

bool RequestParser::readLine(QByteArrayView line)
{
    if (m_phase == Phase::Fields) {
        m_headerBytes += line.size() + 2;
        return line.isEmpty() ? finishHead() : readField(line);
    }
    // RFC 9112, section 2.2: old clients send an empty line after a body.
    if (line.isEmpty() && !std::exchange(m_hasEmptyLine, true))
        return true;
    m_phase = Phase::Fields;
    return readRequestLine(line);
}

// RFC 9112, section 3.
bool RequestParser::readRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first < 0 || first == last || !isToken(line.first(first)))
        return refuse(400, u"A request begins with a method, a path and a version, with one space between them."_s);
    if (!readVersion(line.sliced(last + 1)))
        return false;
    const auto method = httpMethodNames.find(QString::fromLatin1(line.first(first)));
    if (!method)
        return refuse(501, u"The methods known here are GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS."_s);
    m_request.method = *method;
    return readTarget(line.sliced(first + 1, last - first - 1));
}

// RFC 9110, section 2.5: a higher minor version is treated as the highest known one.
bool RequestParser::readVersion(QByteArrayView version)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (version.size() != 8 || !version.startsWith("HTTP/") || !isDigit(version[5]) || version[6] != '.'
        || !isDigit(version[7]))
        return refuse(400, u"The version must be HTTP/1.1 or HTTP/1.0."_s);
    if (version[5] != '1')
        return refuse(505, u"The versions known here are HTTP/1.1 and HTTP/1.0."_s);
    m_request.isHttp10 = version[7] == '0';
    return true;
}

// RFC 9112, section 3.2.
bool RequestParser::readTarget(QByteArrayView target)
{
    const auto absolute = absoluteForm(target);
    if (absolute) {
        if (!isHost(absolute->host))
            return refuseHost();
        m_isAbsolute = true;
        seen(Field::Host) = {1, absolute->host.toByteArray()};
        target = absolute->target;
    }
    const bool isAsterisk = target == "*" && m_request.method == HttpMethod::Options;
    if (!isAsterisk && !isOriginForm(target))
        return refuse(400, u"The target must be a path from the root, and be percent-encoded."_s);
    const qsizetype mark = target.indexOf('?');
    m_request.path = normalizedPath(mark < 0 ? target : target.first(mark));
    if (mark >= 0)
        m_request.query = target.sliced(mark + 1).toByteArray();
    if (m_isAbsolute)
        addHeader("host", seen(Field::Host).value);
    return true;
}

// Both are checked: a token, and a value without control characters.
void RequestParser::addHeader(QByteArrayView name, QByteArrayView value)
{
    m_request.headers.append(QLatin1StringView(name), QUtf8StringView(value.data(), value.size()));
}

// RFC 9112, section 5. Refuses folded lines (5.2) and whitespace before the colon (5.1), as neither is part of a token.
bool RequestParser::readField(QByteArrayView line)
{
    if (m_headerFields++ == m_limits.headerFields)
        return refuse(431, u"A request may have at most %1 header fields."_s.arg(m_limits.headerFields));
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)))
        return refuse(400, u"A header field is a name, a colon and a value, on one line."_s);
    const QByteArrayView name = line.first(colon);
    const QByteArrayView value = trimmed(line.sliced(colon + 1));
    const auto rule = std::ranges::find_if(
        fieldRules, [name](const FieldRule &known) { return known.name.compare(name, Qt::CaseInsensitive) == 0; });
    if (rule != fieldRules.end()) {
        // RFC 9112, section 3.2.2: the host in the target takes precedence.
        if (rule->field == Field::Host && std::exchange(m_isAbsolute, false))
            return isHost(value) || refuseHost();
        Seen &known = seen(rule->field);
        known.value += known.count++ > 0 ? ", " + value.toByteArray() : value.toByteArray();
    }
    if (rule == fieldRules.end() || rule->isForwarded)
        addHeader(name, value);
    return true;
}

bool RequestParser::finishHead()
{
    m_phase = seen(Field::TransferEncoding).count > 0 ? Phase::Chunks : Phase::Body;
    readPersistence();
    return readBodyLength() && checkHost() && checkSingleFields() && checkExpectation();
}

// RFC 9112, section 6.
bool RequestParser::readBodyLength()
{
    if (m_phase == Phase::Chunks)
        return readTransferCoding();
    const auto &[count, value] = seen(Field::ContentLength);
    if (count == 0)
        return true;
    const auto length = count == 1 ? contentLength(value) : std::nullopt;
    if (!length)
        return refuse(400, u"Content-Length must be there once at most, and have only digits."_s);
    if (*length > quint64(m_limits.bodyBytes))
        return refuse(413, u"A request body may have at most %1 bytes."_s.arg(m_limits.bodyBytes));
    m_bodyBytes = qsizetype(*length);
    addHeader("content-length", QByteArray::number(m_bodyBytes));
    return true;
}

// RFC 9112, sections 6.1 and 6.3. A Content-Length beside it is the typical request smuggling attack.
bool RequestParser::readTransferCoding()
{
    const QByteArray &value = seen(Field::TransferEncoding).value;
    if (m_request.isHttp10 || seen(Field::ContentLength).count > 0)
        return refuse(400, u"Transfer-Encoding goes with HTTP/1.1, and without a Content-Length."_s);
    const qsizetype comma = value.lastIndexOf(',');
    if (trimmed(QByteArrayView(value).sliced(comma + 1)).compare("chunked", Qt::CaseInsensitive) != 0)
        return refuse(400, u"The last transfer coding must be chunked, and have no parameters."_s);
    if (const QByteArrayView others = QByteArrayView(value).first(std::max<qsizetype>(comma, 0)); comma >= 0) {
        if (trimmed(others).isEmpty() || listContains(others, "chunked"))
            return refuse(400, u"A body is chunked once, and Transfer-Encoding lists no empty coding."_s);
        return refuse(501, u"The only transfer coding known here is chunked."_s);
    }
    m_chunks = std::make_unique<ChunkedBody>(m_limits);
    return true;
}

void RequestParser::parseChunks()
{
    switch (m_chunks->parse(m_input)) {
    case ChunkedBody::State::Partial:
        return;
    case ChunkedBody::State::Refused:
        refuse(m_chunks->fault().status, m_chunks->fault().detail);
        return;
    case ChunkedBody::State::Complete:
        m_phase = Phase::Body; // complete
    }
}

// RFC 9112, section 3.2.
bool RequestParser::checkHost()
{
    const auto &[count, value] = seen(Field::Host);
    if (m_request.isHttp10 && (count == 0 || m_isAbsolute))
        return true;
    return (count == 1 && isHost(value) && !m_isAbsolute) || refuseHost();
}

bool RequestParser::refuseHost()
{
    return refuse(400, u"Host must be there once, and be a name or an address, and perhaps a port."_s);
}

// RFC 9110, section 5.3: a proxy in front might use one occurrence and this server the other.
bool RequestParser::checkSingleFields()
{
    for (const Field field : {Field::Authorization, Field::ContentType, Field::Origin, Field::Expect}) {
        if (seen(field).count > 1)
            return refuse(400, u"%1 is there twice."_s.arg(QLatin1StringView(fieldRules[std::size_t(field)].name)));
    }
    return true;
}

// RFC 9110, section 10.1.1.
bool RequestParser::checkExpectation()
{
    const QByteArray &expected = seen(Field::Expect).value;
    if (expected.isEmpty() || m_request.isHttp10)
        return true;
    m_expectsContinue = expected.compare("100-continue", Qt::CaseInsensitive) == 0;
    return m_expectsContinue || refuse(417, u"The only expectation known here is 100-continue."_s);
}

// RFC 9112, section 9.3.
void RequestParser::readPersistence()
{
    const QByteArray &options = seen(Field::Connection).value;
    m_request.keepsAlive = !listContains(options, "close")
        && (!m_request.isHttp10 || listContains(options, "keep-alive"));
}

bool RequestParser::refuse(int status, const QString &detail)
{
    m_refusal = Refusal{status, detail, m_request.method == HttpMethod::Head, QString::fromLatin1(m_request.path)};
    return false;
}

bool RequestParser::takeContinueRequest()
{
    const bool isHeadWhole = m_phase == Phase::Body || m_phase == Phase::Chunks;
    return isHeadWhole && std::exchange(m_expectsContinue, false) && m_input.isEmpty();
}

RequestParser::Request RequestParser::take()
{
    if (m_chunks) {
        m_request.body = std::exchange(m_chunks, nullptr)->take();
        addHeader("content-length", QByteArray::number(m_request.body.size()));
    } else if (m_bodyBytes > 0) {
        m_request.body = m_input.first(m_bodyBytes);
        m_input.remove(0, m_bodyBytes);
    }
    if (m_input.isEmpty())
        m_input = {}; // frees the buffer, as an idle connection needs none
    m_phase = Phase::Line;
    m_hasEmptyLine = false;
    m_headerBytes = 0;
    m_headerFields = 0;
    m_bodyBytes = 0;
    m_expectsContinue = false;
    m_isAbsolute = false;
    m_seen = {};
    return std::exchange(m_request, {});
}

} // namespace WebJabber
