// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <expected>
#include <optional>

namespace WebJabber {

// Splits the bytes of an XMPP stream (RFC 6120, section 4) into its pieces without decoding them, so that a
// character split between two reads stays whole. Checks only what is needed to find the boundaries; the XML
// parser checks whether a piece is well-formed. Pure: no socket, no QObject.
class StanzaFramer
{
public:
    enum class Kind {
        StreamOpen, // <stream:stream ...>, without the XML declaration before it
        Stanza, // one complete element below the stream
        StreamClose,
        Whitespace, // only white space was received: a keep-alive
        Excess, // the stanza being read exceeds a bound; it is skipped unless raiseBound() is called now
        SkippedStanza, // the end of a stanza that was skipped
    };
    enum class Error {
        TooLarge, // a piece exceeds the bound, or has too much markup
        TooDeep, // elements are nested deeper than maxDepth
        Restricted, // a document type declaration (RFC 6120, section 11.1)
        NotWellFormed,
    };
    struct Frame {
        Kind kind;
        // Valid until the next call that is not const. For Excess and SkippedStanza only the beginning, at
        // most keptBytes and the bound.
        QByteArrayView xml;
        qsizetype bytes = 0; // SkippedStanza: the size of the whole stanza
        Error reason = Error::TooLarge; // Excess, SkippedStanza: TooLarge or TooDeep
        // SkippedStanza: the last children of the stanza, as many as are complete in endBytes, and its end
        // tag. Valid as long as `xml`.
        QByteArrayView end = {};
    };

    // Deeper than any real stanza, but shallow enough to be walked recursively.
    static constexpr int maxDepth = 64;
    // WORKAROUND (Qt 6.8): the XML parser takes quadratic time for the attributes of one element and for
    // namespaces, and rejects names of more than 4,096 characters. A stanza over one of these bounds is an
    // Excess too. Ends with a Qt whose parser takes linear time.
    static constexpr int maxTagAttributes = 256;
    static constexpr int maxNameBytes = 1024;
    static constexpr qsizetype maxMarkup = 20'000; // elements, attributes, comments and CDATA sections
    // How much of a skipped stanza is kept. It is enough for the start tags that identify the stanza and its origin.
    static constexpr qsizetype keptBytes = 4 * 1024;
    // The same for its end, to which servers add elements.
    static constexpr qsizetype endBytes = 1024;
    // A larger stanza is no longer skipped, but fails as TooLarge.
    static constexpr qsizetype maxSkippedBytes = 64 * 1024 * 1024;

    // `maxBytes` bounds each piece, and with it the memory between two reads. A stanza over it, or over maxDepth, is
    // reported as Excess and read in bounded memory up to its end (SkippedStanza). Any other piece over it fails as
    // TooLarge.
    explicit StanzaFramer(qsizetype maxBytes);

    // Returns to the state at the start of a stream.
    void reset();
    // Takes bytes as read from the socket.
    void append(QByteArrayView bytes);
    // Returns the next complete piece, or nullopt if more bytes are needed. After an error it returns the
    // same error until reset().
    std::expected<std::optional<Frame>, Error> next();
    // Allows this one stanza `maxBytes`, and markup in proportion. Must be called directly after an
    // Excess that is TooLarge. If the stanza exceeds the new bound later, there is another Excess. Has
    // no effect if it exceeds that already.
    void raiseBound(qsizetype maxBytes);
    // Frees the memory of the pieces that were returned, which append() would otherwise reuse.
    void squeeze();
    // Returns the beginning of the piece being read, as for SkippedStanza. Also valid after an error.
    QByteArrayView beginning() const;
    // Whether there are bytes that were not scanned yet.
    bool hasUnread() const { return m_position < m_buffer.size(); }

private:
    enum class State { Text, Tag, StartTag, EndTag, Instruction, Bang, Comment, CData };
    enum class Step { More, Piece };

    void skipPlain();
    bool isOverBound() const { return m_dropped + m_position - m_start > m_bound || m_markups > m_markupBound; }
    bool isOverTagBound() const { return m_tagAttributes > maxTagAttributes || m_nameBytes > maxNameBytes; }
    bool skipStanza(Error reason);
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
    qsizetype m_position = 0; // of the next byte to scan
    qsizetype m_markup = 0; // of the '<' being read
    State m_state = State::Text;
    char m_quote = 0;
    int m_depth = 0; // open elements
    QByteArray m_streamName;
    Kind m_kind = Kind::Stanza; // of the piece that just ended
    bool m_sawWhitespace = false;
    bool m_hasEnded = false; // the piece is complete, but was not returned yet
    qsizetype m_bound; // of the piece being read
    qsizetype m_markups = 0; // in the piece
    qsizetype m_markupBound = maxMarkup;
    int m_tagAttributes = 0; // of the start tag
    int m_nameBytes = 0; // of the name in it
    qsizetype m_dropped = 0; // bytes of the piece that are no longer in the buffer
    std::optional<Error> m_excess; // why the piece is skipped
    QList<qsizetype> m_children; // start positions of its last children
    std::optional<Error> m_error;
};

} // namespace WebJabber
