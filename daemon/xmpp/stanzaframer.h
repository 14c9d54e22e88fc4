// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <expected>
#include <optional>

namespace WebJabber {

// Cuts the bytes of an XMPP stream (RFC 6120, section 4) into its pieces
// without decoding them, so that a character split between two reads stays
// whole. Pure: no socket, no QObject. It checks only what finding the borders
// takes; whether a piece is well-formed is the XML parser's to say.
class StanzaFramer
{
public:
    enum class Kind {
        StreamOpen, // <stream:stream ...>, without the XML declaration before it
        Stanza, // one whole element below the stream
        StreamClose,
        Whitespace, // nothing but white space came: a keep-alive
        Excess, // the stanza being read is over a bound; it is passed over, unless raiseBound() is called now
        LeftOut, // the end of a stanza that was passed over
    };
    enum class Error {
        TooLarge, // a piece is over the bound, or has too much markup
        TooDeep, // elements are nested deeper than maxDepth
        Restricted, // a document type declaration (RFC 6120, section 11.1)
        NotWellFormed,
    };
    struct Frame {
        Kind kind;
        // Valid until the framer is touched again. Of Excess and LeftOut only the
        // beginning, at most keptBytes and the bound.
        QByteArrayView xml;
        qsizetype bytes = 0; // LeftOut: the size of the whole stanza
        Error reason = Error::TooLarge; // Excess, LeftOut: or TooDeep
        // LeftOut: the stanza's last children, as many as are whole in endBytes,
        // and its end tag; valid as long as `xml`.
        QByteArrayView end = {};
    };

    // Deeper than any real stanza, shallow enough to walk recursively.
    static constexpr int maxDepth = 64;
    // The XML parser takes quadratic time for the attributes of one element and for
    // namespaces, and no longer names (Qt 6.8: 4,096 characters). More in a stanza
    // is an Excess too.
    static constexpr int maxTagAttributes = 256;
    static constexpr int maxNameBytes = 1024;
    static constexpr qsizetype maxMarkup = 20'000; // elements, attributes, comments and CDATA sections
    // So much of a stanza that is passed over is kept: enough for the start tags
    // that say what it is and where it comes from.
    static constexpr qsizetype keptBytes = 4 * 1024;
    // The same of its end, where servers put what they add.
    static constexpr qsizetype endBytes = 1024;
    // A stanza over this is not passed over any more: it is TooLarge.
    static constexpr qsizetype maxLeftOutBytes = 64 * 1024 * 1024;

    // `maxBytes` bounds each piece, and with it what is kept between two reads. A
    // stanza over it, or over maxDepth, is reported as Excess and read on in
    // bounded memory up to its end (LeftOut); any other piece over it is TooLarge.
    explicit StanzaFramer(qsizetype maxBytes);

    // Forgets everything, as at the start of a stream.
    void reset();
    // Takes bytes as they were read.
    void append(QByteArrayView bytes);
    // The next whole piece; nothing where more bytes are needed. After an
    // error the framer answers the same error until it is reset.
    std::expected<std::optional<Frame>, Error> next();
    // Directly after an Excess that is TooLarge: this one stanza may have so many
    // bytes, and markup in proportion. Over that there is another Excess. Nothing
    // happens if the stanza is over that already.
    void raiseBound(qsizetype maxBytes);
    // Gives back the memory of what was taken, which append() else uses again.
    void squeeze();
    // The beginning of the piece being read, as of LeftOut; also after an error.
    QByteArrayView beginning() const;
    // Whether bytes are left that no piece has used yet.
    bool hasUnread() const { return m_position < m_buffer.size(); }

private:
    enum class State { Text, Tag, StartTag, EndTag, Instruction, Bang, Comment, CData };
    enum class Step { More, Piece };

    void skipPlain();
    bool isOverBound() const { return m_dropped + m_position - m_start > m_bound || m_markups > m_markupBound; }
    bool isOverTagBound() const { return m_tagAttributes > maxTagAttributes || m_nameBytes > maxNameBytes; }
    bool passOver(Error reason);
    bool isInStanza() const;
    Frame endPiece();
    void dropMiddle();
    void noteChild();
    QByteArrayView lastChildren() const;
    std::expected<Step, Error> take(char c);
    std::expected<Step, Error> takeText(char c);
    std::expected<Step, Error> takeTag(char c);
    std::expected<Step, Error> takeStartTag(char c);
    std::expected<Step, Error> takeEndTag(char c);
    std::expected<Step, Error> takeBang();
    std::expected<Step, Error> endOfStartTag();
    QByteArrayView current() const; // from the start of the piece to the position
    void skipToPosition() { m_start = m_position; }

    qsizetype m_maxBytes;
    QByteArray m_buffer;
    qsizetype m_start = 0; // of the piece being read
    qsizetype m_position = 0; // of the next byte to look at
    qsizetype m_markup = 0; // of the '<' being read
    State m_state = State::Text;
    char m_quote = 0;
    int m_depth = 0; // open elements
    QByteArray m_streamName;
    Kind m_kind = Kind::Stanza; // of the piece that just ended
    bool m_sawWhitespace = false;
    bool m_hasEnded = false; // the piece is whole, but was not handed out yet
    qsizetype m_bound; // of the piece being read
    qsizetype m_markups = 0; // in the piece
    qsizetype m_markupBound = maxMarkup;
    int m_tagAttributes = 0; // of the start tag
    int m_nameBytes = 0; // of the name in it
    qsizetype m_dropped = 0; // bytes of the piece that are no longer in the buffer
    std::optional<Error> m_excess; // why the piece is passed over
    QList<qsizetype> m_children; // of it, the places where the last ones start
    std::optional<Error> m_error;
};

} // namespace WebJabber
