// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QList>
#include <QString>

#include <optional>

namespace WebJabber {

struct LocalizedText {
    QString text;
    QString language; // of RFC 5646, as the sender wrote it; empty: not said
};

// The one of several texts in different languages (RFC 6121, section 5.2.3)
// that is shown: the one in the language of the message itself, else the first.
LocalizedText chooseText(const QList<QDomElement> &texts, const QDomElement &message);

// What an XHTML-IM payload (XEP-0071) says in plain text. Used only if its
// sender gave no body.
QString xhtmlText(const QDomElement &html);

// A part of a text, in code points (XEP-0426); `end` is behind its last one.
struct TextRange {
    qsizetype begin = 0;
    qsizetype end = 0;

    friend bool operator==(const TextRange &, const TextRange &) = default;
};

// The parts of a body of `length` code points that a <fallback/> (XEP-0428)
// names. Those outside the body and those that are no numbers are ignored.
QList<TextRange> fallbackRanges(const QDomElement &fallback, qsizetype length);

// The range that the attributes `begin` and `end` of an element name, if it has
// both and they are within `length`.
std::optional<TextRange> rangeFrom(const QDomElement &element, QLatin1StringView begin, QLatin1StringView end,
                                   qsizetype length);

// A body that loses some of its parts.
class BodyText
{
public:
    explicit BodyText(const QString &text);

    qsizetype length() const { return m_points.size(); } // in code points, as it was sent
    QString part(TextRange range) const; // as it was sent
    void remove(TextRange range);
    bool isCut() const { return m_isCut; }
    // What is left. Empty if that is only white space and something was removed.
    QString text() const;
    // Where a range of the sent text is in text(); nothing if a part of it was removed.
    std::optional<TextRange> shifted(TextRange range) const;

private:
    QList<uint> m_points;
    QList<bool> m_isRemoved;
    bool m_isCut = false;
};

} // namespace WebJabber
