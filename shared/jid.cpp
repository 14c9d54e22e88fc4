// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/jid.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

using namespace Qt::StringLiterals;

namespace WebJabber {

// RFC 7622, section 3.1: each part has at most 1023 bytes of UTF-8.
static constexpr qsizetype maxPartBytes = 1023;

static std::unexpected<Problem> invalid(const QString &detail)
{
    return problem(ProblemCode::InvalidJid, detail);
}

static bool fits(const QString &part)
{
    return !part.isEmpty() && part.toUtf8().size() <= maxPartBytes;
}

// Letters, digits and marks that the IdentifierClass (RFC 8264, section 9) refuses: old jamo, invisible marks, fillers
// and single exceptions.
struct CharacterRange {
    char32_t first;
    char32_t last;
};
static constexpr std::array refusedInLocal{
    CharacterRange{0x34f, 0x34f},     CharacterRange{0x640, 0x640},   CharacterRange{0x7fa, 0x7fa},
    CharacterRange{0x1100, 0x11ff},   CharacterRange{0x17b4, 0x17b5}, CharacterRange{0x180b, 0x180f},
    CharacterRange{0x302e, 0x302f},   CharacterRange{0x3031, 0x3035}, CharacterRange{0x303b, 0x303b},
    CharacterRange{0xa960, 0xa97c},   CharacterRange{0xd7b0, 0xd7fb}, CharacterRange{0xfe00, 0xfe0f},
    CharacterRange{0xe0100, 0xe01ef},
};
// Other characters that it allows.
static constexpr std::u32string_view allowedInLocal = U"\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u3007\u30fb";

static bool isAllowedInLocal(char32_t c)
{
    if (c < 0x80) // RFC 7622, section 3.3.1
        return c > 0x20 && c < 0x7f && !"\"&'/:<>@"_L1.contains(QChar(char16_t(c)));
    const bool isOfAllowedKind = QChar::isLetter(c) || QChar::isDigit(c) || QChar::isMark(c);
    const auto holds = [c](const CharacterRange &range) { return c >= range.first && c <= range.last; };
    return allowedInLocal.contains(c) || (isOfAllowedKind && std::ranges::none_of(refusedInLocal, holds));
}

static QString withUsualWidths(const QString &text)
{
    QString result;
    for (const char32_t c : text.toUcs4()) {
        const auto tag = QChar::decompositionTag(c);
        if (tag == QChar::Wide || tag == QChar::Narrow)
            result += QChar::decomposition(c);
        else
            result += QChar::fromUcs4(c);
    }
    return result;
}

// The UsernameCaseMapped profile (RFC 8265), as far as Qt's Unicode tables allow; without its rules for bidirectional
// text and invisible joiners.
static Result<QString> prepareLocal(const QString &part)
{
    const QString prepared = withUsualWidths(part).toLower().normalized(QString::NormalizationForm_C);
    if (!fits(prepared))
        return invalid(u"The part before the @ is empty or longer than 1023 bytes."_s);
    const bool isCompatible = prepared == prepared.normalized(QString::NormalizationForm_KC);
    if (!isCompatible || !std::ranges::all_of(prepared.toUcs4(), isAllowedInLocal))
        return invalid(u"The part before the @ holds a character that is not allowed."_s);
    return prepared;
}

// Returns a normalized IP address; nullopt for a name.
static std::optional<QString> prepareAddress(const QString &domain)
{
    QHostAddress address;
    if (domain.startsWith(u'[') && domain.endsWith(u']')) {
        if (address.setAddress(domain.sliced(1, domain.size() - 2))
            && address.protocol() == QAbstractSocket::IPv6Protocol && address.scopeId().isEmpty())
            return u'[' + address.toString() + u']';
        return std::nullopt;
    }
    if (address.setAddress(domain) && address.protocol() == QAbstractSocket::IPv4Protocol)
        return address.toString();
    return std::nullopt;
}

static Result<QString> prepareDomain(const QString &part)
{
    QString prepared = part.normalized(QString::NormalizationForm_KC).toLower();
    if (prepared.endsWith(u'.'))
        prepared.chop(1); // RFC 7622, section 3.2: a trailing dot is ignored
    if (!fits(prepared))
        return invalid(u"The domain is missing or longer than 1023 bytes."_s);
    if (const auto address = prepareAddress(prepared))
        return *address;
    const QByteArray ace = QUrl::toAce(prepared);
    const bool plain = std::ranges::all_of(ace, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    });
    if (ace.isEmpty() || ace.size() > 253 || !plain || ace.startsWith('.') || ace.endsWith('.') || ace.contains(".."))
        return invalid(u"“%1” is not a domain name."_s.arg(part.left(80)));
    const QString name = QUrl::fromAce(ace, QUrl::IgnoreIDNWhitelist).toLower();
    return prepareAddress(name).value_or(name); // what remains after IDNA mapping may be an address
}

// The OpaqueString profile (RFC 8265), with the same limitations.
static Result<QString> prepareResource(const QString &part)
{
    QString prepared = part;
    std::ranges::replace_if(prepared, [](QChar c) { return c.category() == QChar::Separator_Space; }, u' ');
    prepared = prepared.normalized(QString::NormalizationForm_C);
    if (!fits(prepared))
        return invalid(u"The part after the / is empty or longer than 1023 bytes."_s);
    for (const char32_t c : prepared.toUcs4()) {
        if (QChar::category(c) == QChar::Other_Control || QChar::isNonCharacter(c) || (c >= 0xfff0 && c <= 0xffff))
            return invalid(u"The part after the / holds a character that is not allowed."_s);
    }
    return prepared;
}

Jid::Jid(QString text)
    : m_text(std::move(text))
    , m_slash(m_text.indexOf(u'/'))
{
    m_at = QStringView(m_text).first(m_slash < 0 ? m_text.size() : m_slash).indexOf(u'@');
}

Result<Jid> Jid::parse(const QString &text)
{
    if (!text.isValidUtf16())
        return invalid(u"The JID is not valid Unicode text."_s);
    const qsizetype slash = text.indexOf(u'/');
    const QString address = slash < 0 ? text : text.first(slash);
    const qsizetype at = address.indexOf(u'@');

    auto domain = prepareDomain(at < 0 ? address : address.sliced(at + 1));
    if (!domain)
        return std::unexpected(domain.error());
    QString whole = *domain;
    if (at >= 0) {
        auto local = prepareLocal(address.first(at));
        if (!local)
            return std::unexpected(local.error());
        whole.prepend(*local + u'@');
    }
    if (slash >= 0) {
        auto resource = prepareResource(text.sliced(slash + 1));
        if (!resource)
            return std::unexpected(resource.error());
        whole += u'/' + *resource;
    }
    return Jid(whole);
}

Result<Jid> Jid::parseBare(const QString &text)
{
    auto jid = parse(text);
    if (jid && !jid->isBare())
        return invalid(u"A bare JID (user@domain, nothing after it) is needed here."_s);
    return jid;
}

Jid Jid::fromServer(const QString &text)
{
    return Jid(text);
}

Jid Jid::bare() const
{
    return isBare() ? *this : Jid(m_text.first(m_slash));
}

QString Jid::local() const
{
    return m_at < 0 ? QString() : m_text.first(m_at);
}

QString Jid::domain() const
{
    const qsizetype end = m_slash < 0 ? m_text.size() : m_slash;
    return m_text.sliced(m_at + 1, end - m_at - 1);
}

QString Jid::resource() const
{
    return m_slash < 0 ? QString() : m_text.sliced(m_slash + 1);
}

} // namespace WebJabber
