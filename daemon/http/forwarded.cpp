// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/forwarded.h"

#include "http/addresslist.h"
#include "http/httpsyntax.h"

#include <algorithm>

namespace WebJabber {

static constexpr qsizetype maxPortDigits = 5;

// RFC 7239, section 6: digits, or an obfuscated port ("_" and a token).
static bool isNodePort(QByteArrayView text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const bool isNumber = !text.isEmpty() && text.size() <= maxPortDigits && std::ranges::all_of(text, isDigit);
    return isNumber || (text.size() > 1 && text.startsWith('_') && isToken(text));
}

static std::optional<QHostAddress> addressFrom(QByteArrayView text, QAbstractSocket::NetworkLayerProtocol protocol)
{
    const QString name = QString::fromLatin1(text);
    QHostAddress address;
    if (!address.setAddress(name) || address.protocol() != protocol)
        return std::nullopt;
    // QHostAddress also accepts "1" and "127.1".
    if (protocol == QAbstractSocket::IPv4Protocol && address.toString() != name)
        return std::nullopt;
    return plainAddress(address);
}

std::optional<QHostAddress> forwardedNode(QByteArrayView text)
{
    text = trimmed(text);
    if (text.size() >= 2 && text.startsWith('"') && text.endsWith('"'))
        text = trimmed(text.sliced(1, text.size() - 2));
    if (text.startsWith('[')) {
        const qsizetype end = text.indexOf(']');
        if (end < 0)
            return std::nullopt;
        const QByteArrayView rest = text.sliced(end + 1);
        if (!rest.isEmpty() && !(rest.startsWith(':') && isNodePort(rest.sliced(1))))
            return std::nullopt;
        return addressFrom(text.sliced(1, end - 1), QAbstractSocket::IPv6Protocol);
    }
    const qsizetype colon = text.indexOf(':');
    if (colon >= 0 && text.lastIndexOf(':') != colon)
        return addressFrom(text, QAbstractSocket::IPv6Protocol);
    if (colon >= 0 && !isNodePort(text.sliced(colon + 1)))
        return std::nullopt;
    return addressFrom(colon < 0 ? text : text.first(colon), QAbstractSocket::IPv4Protocol);
}

namespace {

// Reads a Forwarded field from left to right.
class ForwardedReader
{
public:
    explicit ForwardedReader(QByteArrayView field)
        : m_rest(field)
    {
    }

    bool isAtEnd() const { return m_rest.isEmpty(); }
    void skipSpace() { m_rest = QByteArrayView(std::ranges::find_if_not(m_rest, isSpace), m_rest.end()); }
    bool take(char byte)
    {
        if (!m_rest.startsWith(byte))
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    bool isAt(char byte) const { return m_rest.startsWith(byte); }

    std::optional<QByteArray> token();
    std::optional<QByteArray> value() { return isAt('"') ? quotedString() : token(); }

private:
    static bool isSpace(char c) { return c == ' ' || c == '\t'; }
    std::optional<QByteArray> quotedString();

    QByteArrayView m_rest;
};

} // namespace

std::optional<QByteArray> ForwardedReader::token()
{
    static constexpr QByteArrayView ends = " \t,;=";
    const auto end = std::ranges::find_if(m_rest, [](char c) { return ends.contains(c); });
    const QByteArrayView token(m_rest.begin(), end);
    if (!isToken(token))
        return std::nullopt;
    m_rest = m_rest.sliced(token.size());
    return token.toByteArray();
}

// RFC 9110, section 5.6.4.
std::optional<QByteArray> ForwardedReader::quotedString()
{
    QByteArray text;
    for (qsizetype i = 1; i < m_rest.size(); ++i) {
        if (m_rest[i] == '"') {
            m_rest = m_rest.sliced(i + 1);
            return text;
        }
        if (m_rest[i] == '\\' && ++i == m_rest.size())
            break;
        text += m_rest[i];
    }
    return std::nullopt;
}

// Reads the pairs up to the next comma. False if they break the grammar or repeat a parameter.
static bool readElement(ForwardedReader &reader, ForwardedElement &element)
{
    bool hasProto = false;
    do {
        reader.skipSpace();
        if (reader.isAt(';') || reader.isAt(',') || reader.isAtEnd())
            continue; // RFC 7239, section 4: pairs may be empty
        const auto name = reader.token();
        const auto value = name && reader.take('=') ? reader.value() : std::nullopt;
        if (!value)
            return false;
        if (name->compare("for", Qt::CaseInsensitive) == 0) {
            if (element.node)
                return false;
            element.node = value;
        } else if (name->compare("proto", Qt::CaseInsensitive) == 0) {
            if (std::exchange(hasProto, true))
                return false;
            element.proto = value->toLower();
        }
        reader.skipSpace();
    } while (reader.take(';'));
    return reader.isAtEnd() || reader.isAt(',');
}

std::optional<std::vector<ForwardedElement>> forwardedElements(QByteArrayView field)
{
    std::vector<ForwardedElement> elements;
    ForwardedReader reader(field);
    do {
        reader.skipSpace();
        if (reader.isAt(',') || reader.isAtEnd())
            continue;
        ForwardedElement element;
        if (!readElement(reader, element))
            return std::nullopt;
        elements.push_back(std::move(element));
    } while (reader.take(','));
    return elements;
}

} // namespace WebJabber
