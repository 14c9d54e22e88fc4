// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QList>
#include <QString>

#include <optional>

namespace WebJabber {

struct LocalizedText {
    QString text;
    QString language; // RFC 5646 tag, as the sender wrote it; empty: not stated
};

// Returns the text to show, of several in different languages (RFC 6121, section 5.2.3): the one in the
// language of the message itself, else the first.
LocalizedText chooseText(const QList<QDomElement> &texts, const QDomElement &message);

// Returns an XHTML-IM payload (XEP-0071) as plain text. Used only if the message has no body.
QString xhtmlText(const QDomElement &html);

// A part of a text, in code points (XEP-0426). `end` is one past the last.
struct TextRange {
    qsizetype begin = 0;
    qsizetype end = 0;

    friend bool operator==(const TextRange &, const TextRange &) = default;
};

// Returns the parts of a body of `length` code points that a <fallback/> (XEP-0428) refers to. Parts outside
// the body, and values that are not numbers, are ignored.
QList<TextRange> fallbackRanges(const QDomElement &fallback, qsizetype length);

// Returns the range in the attributes `begin` and `end` of an element, if it has both and they are within `length`.
std::optional<TextRange> rangeFrom(const QDomElement &element, QLatin1StringView begin, QLatin1StringView end,
                                   qsizetype length);

// A body from which parts can be removed.
class BodyText
{
public:
    explicit BodyText(const QString &text);

    qsizetype length() const { return m_points.size(); } // in code points, as it was sent
    QString part(TextRange range) const; // as it was sent
    void remove(TextRange range);
    bool isCut() const { return m_isCut; }
    // Returns the remaining text. It is empty if only white space remains and something was removed.
    QString text() const;
    // Converts a range of the sent text to one of text(). Returns nullopt if a part of it was removed.
    std::optional<TextRange> shifted(TextRange range) const;

private:
    QList<uint> m_points;
    QList<bool> m_isRemoved;
    bool m_isCut = false;
};

} // namespace WebJabber
