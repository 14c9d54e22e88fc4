// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpsyntax.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

using namespace Qt::StringLiterals;

namespace WebJabber {

namespace {

// The set of bytes that are allowed in an element.
class ByteClass
{
public:
    consteval explicit ByteClass(std::string_view punctuation, bool hasLetters = true)
    {
        for (const char c : punctuation)
            m_holds[static_cast<unsigned char>(c)] = true;
        if (!hasLetters)
            return;
        for (std::size_t c = 0; c < 26; ++c)
            m_holds['a' + c] = m_holds['A' + c] = true;
        for (std::size_t c = 0; c < 10; ++c)
            m_holds['0' + c] = true;
    }

    constexpr bool holds(char c) const { return m_holds[static_cast<unsigned char>(c)]; }
    bool containsOnly(QByteArrayView text) const
    {
        return std::ranges::all_of(text, [this](char c) { return holds(c); });
    }

private:
    std::array<bool, 256> m_holds{};
};

} // namespace

static constexpr ByteClass token("!#$%&'*+-.^_`|~");
static constexpr ByteClass unreserved("-._~");
static constexpr ByteClass pathBytes("-._~!$&'()*+,;=:@/%[]|^");
static constexpr ByteClass queryBytes("-._~!$&'()*+,;=:@/%?[]|^\\`{}");
static constexpr ByteClass nameBytes("-._~!$&'()*+,;=%");
static constexpr ByteClass digits("0123456789", false);
static constexpr ByteClass hexDigits("0123456789abcdefABCDEF", false);
static constexpr ByteClass addressBytes("0123456789abcdefABCDEF:.", false);

static bool isTriplet(QByteArrayView text, qsizetype at)
{
    return at + 2 < text.size() && hexDigits.holds(text[at + 1]) && hexDigits.holds(text[at + 2]);
}

static bool hasWholeTriplets(QByteArrayView text)
{
    for (qsizetype i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
        if (!isTriplet(text, i))
            return false;
    }
    return true;
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && token.containsOnly(text);
}

static bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

LineFault lineFault(char before, char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    if ((before == '\r') != (byte == '\n'))
        return LineFault::LineEnd;
    const bool isControl = (value < ' ' && byte != '\r' && byte != '\n' && byte != '\t') || value == 0x7f;
    return isControl ? LineFault::Control : LineFault::None;
}

QString lineFaultText(LineFault fault)
{
    return fault == LineFault::LineEnd ? u"Lines end with CR and LF, and neither stands alone."_s
                                       : u"A control character stands in the head or the framing of the request."_s;
}

// Returns the size of the token or, if `isQuotedToo`, the quoted string (RFC 9110, section 5.6.4) at the beginning of
// `text`; 0 if there is none.
static qsizetype wordSize(QByteArrayView text, bool isQuotedToo)
{
    if (!isQuotedToo || !text.startsWith('"'))
        return std::ranges::find_if_not(text, [](char c) { return token.holds(c); }) - text.begin();
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == '"')
            return i + 1;
        if (text[i] == '\\')
            ++i;
    }
    return 0;
}

bool isChunkExtensions(QByteArrayView text)
{
    const auto skip = [&text](qsizetype count) { text = text.sliced(count); };
    const auto skipSpace = [&] { skip(std::ranges::find_if_not(text, isSpace) - text.begin()); };
    while (!text.isEmpty()) {
        skipSpace();
        if (!text.startsWith(';'))
            return false;
        skip(1);
        skipSpace();
        const qsizetype name = wordSize(text, false);
        if (name == 0)
            return false;
        skip(name);
        const QByteArrayView behindName = text;
        skipSpace();
        if (!text.startsWith('=')) {
            text = behindName; // the space belongs to the next extension
            continue;
        }
        skip(1);
        skipSpace();
        const qsizetype value = wordSize(text, true);
        if (value == 0)
            return false;
        skip(value);
    }
    return true;
}

bool isOriginForm(QByteArrayView target)
{
    const qsizetype mark = target.indexOf('?');
    const QByteArrayView path = mark < 0 ? target : target.first(mark);
    return path.startsWith('/') && pathBytes.containsOnly(path) && hasWholeTriplets(path)
        && (mark < 0 || queryBytes.containsOnly(target.sliced(mark + 1)));
}

std::optional<AbsoluteForm> absoluteForm(QByteArrayView target)
{
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (target.first(std::min(target.size(), scheme.size())).compare(scheme, Qt::CaseInsensitive) != 0)
            continue;
        const QByteArrayView rest = target.sliced(scheme.size());
        const qsizetype slash = rest.indexOf('/');
        if (slash < 0)
            return AbsoluteForm{rest, "/"};
        return AbsoluteForm{rest.first(slash), rest.sliced(slash)};
    }
    return std::nullopt;
}

static bool isPort(QByteArrayView text)
{
    return text.size() <= 5 && digits.containsOnly(text) && text.toUInt() <= std::numeric_limits<quint16>::max();
}

bool isHost(QByteArrayView text)
{
    QByteArrayView name = text;
    QByteArrayView port;
    const qsizetype bracket = text.startsWith('[') ? text.indexOf(']') : 0;
    if (bracket < 0)
        return false;
    if (const qsizetype colon = text.indexOf(':', bracket); colon >= 0) {
        name = text.first(colon);
        port = text.sliced(colon + 1);
    }
    if (!port.isEmpty() && !isPort(port))
        return false;
    if (bracket > 0) // an IPv6 address
        return name.size() == bracket + 1 && bracket > 2 && addressBytes.containsOnly(name.sliced(1, bracket - 1));
    return !name.isEmpty() && nameBytes.containsOnly(name) && hasWholeTriplets(name);
}

std::optional<quint64> contentLength(QByteArrayView text)
{
    if (text.isEmpty() || !digits.containsOnly(text))
        return std::nullopt;
    bool fits = false;
    const quint64 length = text.toULongLong(&fits);
    return fits ? length : std::numeric_limits<quint64>::max();
}

bool listContains(QByteArrayView list, QByteArrayView wanted)
{
    while (!list.isEmpty()) {
        const qsizetype comma = list.indexOf(',');
        const QByteArrayView element = comma < 0 ? list : list.first(comma);
        if (trimmed(element).compare(wanted, Qt::CaseInsensitive) == 0)
            return true;
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
    }
    return false;
}

QByteArray normalizedPath(QByteArrayView path)
{
    if (!path.contains('%'))
        return path.toByteArray();
    QByteArray result;
    result.reserve(path.size());
    for (qsizetype i = 0; i < path.size(); ++i) {
        const char byte = isTriplet(path, i) && path[i] == '%' ? char(path.sliced(i + 1, 2).toUInt(nullptr, 16)) : '\0';
        if (unreserved.holds(byte)) {
            result += byte;
            i += 2;
        } else {
            result += path[i];
        }
    }
    return result;
}

} // namespace WebJabber
