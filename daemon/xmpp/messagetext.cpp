// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/messagetext.h"

#include "xmpp/messagepayloads.h"
#include "xmpp/xmppnamespaces.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxRanges = 32; // of one <fallback/>
static constexpr qsizetype maxLanguageLength = 64;

static QString language(const QDomElement &element)
{
    return bounded(element.attributeNS(xmlNamespace, u"lang"_s), maxLanguageLength);
}

LocalizedText chooseText(const QList<QDomElement> &texts, const QDomElement &message)
{
    if (texts.isEmpty())
        return {};
    const QString ofMessage = language(message);
    QDomElement chosen = texts.first();
    for (const QDomElement &text : texts) {
        const QString own = language(text);
        if (own.isEmpty())
            return {text.text(), ofMessage};
        if (own == ofMessage && language(chosen) != ofMessage)
            chosen = text;
    }
    return {chosen.text(), language(chosen)};
}

static void appendXhtml(const QDomNode &node, QString &text)
{
    static constexpr std::array blocks{"p"_L1,  "div"_L1, "li"_L1, "br"_L1,         "h1"_L1, "h2"_L1, "h3"_L1,
                                       "ul"_L1, "ol"_L1,  "dt"_L1, "blockquote"_L1, "dd"_L1, "pre"_L1};
    for (QDomNode child = node.firstChild(); !child.isNull(); child = child.nextSibling()) {
        if (child.isText()) {
            text += child.toText().data().simplified().isEmpty() ? u" "_s : child.toText().data();
            continue;
        }
        const bool isBlock = std::ranges::contains(blocks, child.localName());
        if (isBlock && !text.isEmpty() && !text.endsWith(u'\n'))
            text += u'\n';
        appendXhtml(child, text);
    }
}

QString xhtmlText(const QDomElement &html)
{
    QString text;
    for (auto body = html.firstChildElement(); !body.isNull() && text.isEmpty(); body = body.nextSiblingElement()) {
        if (body.localName() == "body"_L1)
            appendXhtml(body, text);
    }
    return text.trimmed();
}

static std::optional<qsizetype> position(const QDomElement &element, QLatin1StringView name)
{
    bool isNumber = false;
    const qsizetype value = element.attribute(name).toLongLong(&isNumber);
    return isNumber && value >= 0 ? std::optional(value) : std::nullopt;
}

std::optional<TextRange> rangeFrom(const QDomElement &element, QLatin1StringView begin, QLatin1StringView end,
                                   qsizetype length)
{
    const auto first = position(element, begin);
    const auto last = position(element, end);
    if (!first || !last || *first >= *last || *last > length)
        return {};
    return TextRange{*first, *last};
}

QList<TextRange> fallbackRanges(const QDomElement &fallback, qsizetype length)
{
    if (fallback.firstChildElement().isNull())
        return {{0, length}};
    QList<TextRange> ranges;
    for (auto body = fallback.firstChildElement(); !body.isNull() && ranges.size() < maxRanges;
         body = body.nextSiblingElement()) {
        if (body.localName() != "body"_L1 || body.namespaceURI() != fallbackNamespace)
            continue;
        if (!body.hasAttribute(u"start"_s) && !body.hasAttribute(u"end"_s))
            ranges.append({0, length});
        else if (const auto range = rangeFrom(body, "start"_L1, "end"_L1, length))
            ranges.append(*range);
    }
    return ranges;
}

BodyText::BodyText(const QString &text)
    : m_points(text.toUcs4())
    , m_isRemoved(m_points.size(), false)
{
}

QString BodyText::part(TextRange range) const
{
    const QList<uint> points = m_points.sliced(range.begin, range.end - range.begin);
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), points.size());
}

void BodyText::remove(TextRange range)
{
    std::fill(m_isRemoved.begin() + range.begin, m_isRemoved.begin() + range.end, true);
    m_isCut = m_isCut || range.begin < range.end;
}

QString BodyText::text() const
{
    QList<uint> left;
    left.reserve(m_points.size());
    for (qsizetype i = 0; i < m_points.size(); ++i) {
        if (!m_isRemoved.at(i))
            left.append(m_points.at(i));
    }
    const QString text = QString::fromUcs4(reinterpret_cast<const char32_t *>(left.constData()), left.size());
    return m_isCut && text.trimmed().isEmpty() ? QString() : text;
}

std::optional<TextRange> BodyText::shifted(TextRange range) const
{
    const auto begin = m_isRemoved.begin();
    if (std::find(begin + range.begin, begin + range.end, true) != begin + range.end)
        return {};
    const qsizetype before = std::count(begin, begin + range.begin, true);
    return TextRange{range.begin - before, range.end - before};
}

} // namespace WebJabber
