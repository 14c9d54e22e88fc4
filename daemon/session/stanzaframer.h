// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

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
    };
    struct Frame {
        Kind kind;
        QByteArrayView xml; // valid until the framer is touched again
    };
    enum class Error {
        TooLarge, // a piece is over the bound
        TooDeep, // elements are nested deeper than maxDepth
        Restricted, // a document type declaration (RFC 6120, section 11.1)
        NotWellFormed,
    };

    // Deeper than any real stanza, shallow enough to walk recursively.
    static constexpr int maxDepth = 64;

    // `maxBytes` bounds each piece, and with it what is kept between two reads.
    explicit StanzaFramer(qsizetype maxBytes);

    // Forgets everything, as at the start of a stream.
    void reset();
    // Takes bytes as they were read.
    void append(QByteArrayView bytes);
    // The next whole piece; nothing where more bytes are needed. After an
    // error the framer answers the same error until it is reset.
    std::expected<std::optional<Frame>, Error> next();
    // Gives back the memory of what was taken, which append() else uses again.
    void squeeze();
    // Whether bytes are left that no piece has used yet.
    bool hasUnread() const { return m_position < m_buffer.size(); }

private:
    enum class State { Text, Tag, StartTag, EndTag, Instruction, Bang, Comment, CData };
    enum class Step { More, Piece };

    bool skipPlain();
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
    std::optional<Error> m_error;
};

} // namespace WebJabber
