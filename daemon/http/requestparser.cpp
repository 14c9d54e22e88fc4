// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestparser.h"

#include "httpsyntax.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Header = QHttpHeaders::WellKnownHeader;
using State = RequestParser::State;

// What stands in a request at most once (RFC 9110, section 5.3), beside Host and
// Content-Length: a proxy in front might act on the one and we on the other.
static constexpr std::array singleFields{Header::Authorization, Header::ContentType, Header::Origin, Header::Expect};

State RequestParser::parse()
{
    while (!m_refusal && m_phase != Phase::Body) {
        const auto line = nextLine();
        if (!line)
            return state();
        const bool isTaken = readLine(*line);
        m_input.remove(0, line->size() + 2);
        if (!isTaken)
            break;
    }
    return state();
}

State RequestParser::state() const
{
    if (m_refusal)
        return State::Refused;
    if (m_phase == Phase::Body)
        return m_input.size() < m_bodyBytes ? State::Partial : State::Whole;
    return m_phase == Phase::Line && m_input.isEmpty() ? State::Empty : State::Partial;
}

// The first line of the input, without its end; nothing where it is not whole,
// or refused. Each byte is looked at once, and at once: what is wrong is refused
// before the line ends.
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

// RFC 9112, section 2.2, lets a server take a lone LF for a line end; this one
// takes it for what it mostly is, an attempt to say different things to two
// programs.
void RequestParser::takeByte(char byte)
{
    const bool isAfterReturn = m_scanned > 0 && m_input.at(m_scanned - 1) == '\r';
    const auto value = static_cast<unsigned char>(byte);
    if (isAfterReturn != (byte == '\n'))
        refuse(400, u"Lines end with CR and LF, and neither stands alone."_s);
    else if ((value < ' ' && byte != '\r' && byte != '\n' && byte != '\t') || value == 0x7f)
        refuse(400, u"A control character stands in the head of the request."_s);
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
    // RFC 9112, section 2.2: old clients send one after the body before this.
    if (line.isEmpty() && !std::exchange(m_hasEmptyLine, true))
        return true;
    m_phase = Phase::Fields;
    return readRequestLine(line);
}

// RFC 9112, section 3.
bool RequestParser::readRequestLine(QByteArrayView line)
{
    static constexpr std::array methods{
        std::pair<QByteArrayView, HttpMethod>("GET", HttpMethod::Get),
        std::pair<QByteArrayView, HttpMethod>("POST", HttpMethod::Post),
        std::pair<QByteArrayView, HttpMethod>("PUT", HttpMethod::Put),
        std::pair<QByteArrayView, HttpMethod>("DELETE", HttpMethod::Delete),
        std::pair<QByteArrayView, HttpMethod>("HEAD", HttpMethod::Head),
        std::pair<QByteArrayView, HttpMethod>("OPTIONS", HttpMethod::Options),
    };
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first < 0 || first == last || !isToken(line.first(first)))
        return refuse(400, u"A request begins with a method, a path and a version, with one space between them."_s);
    if (!readVersion(line.sliced(last + 1)))
        return false;
    const auto method = std::ranges::find(methods, line.first(first), &decltype(methods)::value_type::first);
    if (method == methods.end())
        return refuse(501, u"The methods known here are GET, HEAD, POST, PUT, DELETE and OPTIONS."_s);
    m_request.http.method = method->second;
    return readTarget(line.sliced(first + 1, last - first - 1));
}

// RFC 9110, section 2.5: a later minor version is to be taken as the latest
// that is known.
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

bool RequestParser::readTarget(QByteArrayView target)
{
    const bool isAsterisk = target == "*" && m_request.http.method == HttpMethod::Options;
    if (!isAsterisk && !isOriginForm(target))
        return refuse(400, u"The target must be a path from the root, and be percent-encoded."_s);
    const qsizetype mark = target.indexOf('?');
    m_request.http.path = QString::fromLatin1(normalizedPath(mark < 0 ? target : target.first(mark)));
    m_request.http.query = mark < 0 ? QByteArray() : target.sliced(mark + 1).toByteArray();
    return true;
}

// RFC 9112, section 5. A line that goes on (5.2) is refused, as is a space
// before the colon (5.1), for neither is part of a token.
bool RequestParser::readField(QByteArrayView line)
{
    if (m_request.http.headers.size() == m_limits.headerFields)
        return refuse(431, u"A request may have at most %1 header fields."_s.arg(m_limits.headerFields));
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)))
        return refuse(400, u"A header field is a name, a colon and a value, on one line."_s);
    m_request.http.headers.append(QLatin1StringView(line.first(colon)),
                                  QLatin1StringView(trimmed(line.sliced(colon + 1))));
    return true;
}

bool RequestParser::finishHead()
{
    m_phase = Phase::Body;
    readPersistence();
    return readBodyLength() && checkHost() && checkSingleFields() && checkExpectation();
}

// RFC 9112, section 6.
bool RequestParser::readBodyLength()
{
    const QHttpHeaders &headers = m_request.http.headers;
    if (headers.contains(Header::TransferEncoding))
        return refuse(411, u"Send the body with a Content-Length, without Transfer-Encoding."_s);
    const auto lengths = headers.values(Header::ContentLength);
    if (lengths.isEmpty())
        return true;
    const auto length = lengths.size() == 1 ? contentLength(lengths.first()) : std::nullopt;
    if (!length)
        return refuse(400, u"Content-Length must be there once at most, and have only digits."_s);
    if (*length > quint64(m_limits.bodyBytes))
        return refuse(413, u"A request body may have at most %1 bytes."_s.arg(m_limits.bodyBytes));
    m_bodyBytes = qsizetype(*length);
    return true;
}

// RFC 9112, section 3.2.
bool RequestParser::checkHost()
{
    const auto hosts = m_request.http.headers.values(Header::Host);
    if (hosts.isEmpty() && m_request.isHttp10)
        return true;
    return (hosts.size() == 1 && isHost(hosts.first()))
        || refuse(400, u"Host must be there once, and be a name or an address, and perhaps a port."_s);
}

bool RequestParser::checkSingleFields()
{
    for (const Header field : singleFields) {
        if (m_request.http.headers.values(field).size() > 1)
            return refuse(400,
                          u"%1 is there twice."_s.arg(QLatin1StringView(QHttpHeaders::wellKnownHeaderName(field))));
    }
    return true;
}

// RFC 9110, section 10.1.1.
bool RequestParser::checkExpectation()
{
    const QByteArray expected = m_request.http.header(Header::Expect);
    if (expected.isEmpty() || m_request.isHttp10)
        return true;
    m_isContinueAsked = expected.compare("100-continue", Qt::CaseInsensitive) == 0;
    return m_isContinueAsked || refuse(417, u"The only expectation known here is 100-continue."_s);
}

// RFC 9112, section 9.3.
void RequestParser::readPersistence()
{
    const QByteArray options = m_request.http.headers.combinedValue(Header::Connection);
    m_request.keepsAlive = !listHolds(options, "close") && (!m_request.isHttp10 || listHolds(options, "keep-alive"));
}

bool RequestParser::refuse(int status, const QString &detail)
{
    m_refusal = Refusal{status, detail, m_request.http.method == HttpMethod::Head, m_request.http.path};
    return false;
}

bool RequestParser::takeExpectation()
{
    return m_phase == Phase::Body && std::exchange(m_isContinueAsked, false) && m_input.isEmpty();
}

RequestParser::Request RequestParser::take()
{
    m_request.http.body = m_input.first(m_bodyBytes);
    m_input.remove(0, m_bodyBytes);
    if (m_input.isEmpty())
        m_input = {}; // an idle connection needs none
    m_phase = Phase::Line;
    m_hasEmptyLine = false;
    m_headerBytes = 0;
    m_bodyBytes = 0;
    m_isContinueAsked = false;
    return std::exchange(m_request, {});
}

} // namespace WebJabber
