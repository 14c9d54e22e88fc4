// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stanzaframer.h"

#include <algorithm>

namespace WebJabber {

static bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The bytes that must be left before the position to recognize the end of a comment or CDATA section,
// even without its opening.
static constexpr qsizetype tailBytes = 16;

// A roster has a piece of markup about every twenty bytes.
static constexpr qsizetype bytesPerMarkup = 16;

static QByteArrayView tagName(QByteArrayView tag)
{
    const auto name = tag.sliced(1);
    const auto end = std::ranges::find_if(name, [](char c) { return isSpace(c) || c == '/' || c == '>'; });
    return name.first(end - name.begin());
}

StanzaFramer::StanzaFramer(qsizetype maxBytes)
    : m_maxBytes(maxBytes)
    , m_bound(maxBytes)
{
}

void StanzaFramer::reset()
{
    *this = StanzaFramer(m_maxBytes);
}

void StanzaFramer::append(QByteArrayView bytes)
{
    if (m_error)
        return; // it would never be read
    if (m_start > 0) {
        m_buffer.remove(0, m_start);
        m_position -= m_start;
        m_markup -= m_start;
        for (qsizetype &child : m_children)
            child -= m_start;
        m_start = 0;
    }
    if (m_excess)
        dropMiddle();
    m_buffer.append(bytes);
}

// Drops the middle of a stanza that is skipped. Keeps its beginning and its last children, and at least the
// last few bytes before the position.
void StanzaFramer::dropMiddle()
{
    m_children.removeIf([this](qsizetype child) { return child < m_position - endBytes; });
    const qsizetype tail = m_position - tailBytes;
    const qsizetype surplus = (m_children.isEmpty() ? tail : std::min(tail, m_children.first())) - keptBytes;
    if (surplus <= 0)
        return;
    for (qsizetype &child : m_children)
        child -= surplus;
    m_buffer.remove(keptBytes, surplus);
    m_position -= surplus;
    m_dropped += surplus;
    if (m_markup > keptBytes)
        m_markup = std::max(keptBytes, m_markup - surplus);
}

// Called at each start tag. The number of children is bounded, as a stanza may have many tiny ones.
void StanzaFramer::noteChild()
{
    constexpr int stanzaDepth = 2; // open elements around a child of the stanza
    constexpr qsizetype most = 32;
    if (!m_excess || m_depth != stanzaDepth)
        return;
    if (m_children.size() >= most)
        m_children.removeFirst();
    m_children.append(m_markup);
}

QByteArrayView StanzaFramer::lastChildren() const
{
    const auto first = std::ranges::lower_bound(m_children, m_position - endBytes);
    return first == m_children.cend() ? QByteArrayView() : QByteArrayView(m_buffer).sliced(*first, m_position - *first);
}

void StanzaFramer::squeeze()
{
    append({});
    m_buffer.squeeze();
}

std::expected<std::optional<StanzaFramer::Frame>, StanzaFramer::Error> StanzaFramer::next()
{
    if (m_hasEnded)
        return endPiece();
    while (!m_error) {
        skipPlain();
        const bool wasPassedOver = m_excess.has_value();
        if (!isOverBound()) {
            if (m_position == m_buffer.size())
                break;
            const auto step = take(m_buffer.at(m_position++));
            if (!step) {
                m_error = step.error();
                break;
            }
            m_hasEnded = *step == Step::Piece;
        }
        if (isOverBound() && !skipStanza(Error::TooLarge))
            m_error = Error::TooLarge;
        else if (m_excess && !wasPassedOver)
            return Frame{.kind = Kind::Excess, .xml = beginning(), .reason = *m_excess};
        else if (m_hasEnded)
            return endPiece();
    }
    if (m_error)
        return std::unexpected(*m_error);
    if (std::exchange(m_sawWhitespace, false))
        return Frame{.kind = Kind::Whitespace, .xml = {}};
    return std::nullopt;
}

void StanzaFramer::raiseBound(qsizetype maxBytes)
{
    const qsizetype bound = std::max(maxBytes, m_maxBytes);
    const qsizetype markupBound = std::max(bound / bytesPerMarkup, maxMarkup);
    const bool isTooLarge = current().size() > bound || m_markups > markupBound || isOverTagBound();
    if (m_excess != Error::TooLarge || m_dropped > 0 || isTooLarge)
        return;
    m_excess.reset();
    m_bound = bound;
    m_markupBound = markupBound;
}

// Skips the bytes that cannot change the state, which are most of a body. Does not skip the first byte over
// the bound, so that the result does not depend on how the reads are split.
void StanzaFramer::skipPlain()
{
    const char stop = m_state == State::Text && m_depth > 1    ? '<'
        : m_state == State::StartTag && m_quote                ? m_quote
        : m_state == State::CData || m_state == State::Comment ? '>'
                                                               : '\0';
    if (stop) {
        const qsizetype found = m_buffer.indexOf(stop, m_position);
        const qsizetype firstOver = m_start + m_bound - m_dropped + 1;
        m_position = std::min(found < 0 ? m_buffer.size() : found, std::max(firstOver, m_position));
    }
}

// Skips the stanza from now on. Returns false if that is not possible.
bool StanzaFramer::skipStanza(Error reason)
{
    if (m_excess || !isInStanza())
        return false;
    m_excess = reason;
    m_bound = maxSkippedBytes;
    m_markupBound = maxSkippedBytes;
    return true;
}

// Whether the piece being read is known to be a stanza.
bool StanzaFramer::isInStanza() const
{
    if (m_hasEnded)
        return m_kind == Kind::Stanza;
    if (m_depth != 1 || m_state != State::StartTag)
        return m_depth > 1;
    const QByteArrayView name = tagName(current());
    return name.size() + 1 < current().size() && name != m_streamName;
}

StanzaFramer::Frame StanzaFramer::endPiece()
{
    Frame frame{.kind = m_kind, .xml = current()};
    if (m_excess)
        frame = {.kind = Kind::SkippedStanza,
                 .xml = beginning(),
                 .bytes = m_dropped + current().size(),
                 .reason = *m_excess,
                 .end = lastChildren()};
    skipToPosition();
    m_sawWhitespace = false;
    m_hasEnded = false;
    m_bound = m_maxBytes;
    m_markups = 0;
    m_markupBound = maxMarkup;
    m_dropped = 0;
    m_excess.reset();
    m_children.clear();
    return frame;
}

QByteArrayView StanzaFramer::beginning() const
{
    return current().first(std::min({keptBytes, m_maxBytes, current().size()}));
}

QByteArrayView StanzaFramer::current() const
{
    return QByteArrayView(m_buffer).sliced(m_start, m_position - m_start);
}

std::expected<StanzaFramer::Step, StanzaFramer::Error> StanzaFramer::take(char c)
{
    switch (m_state) {
    case State::Text:
        return takeText(c);
    case State::Tag:
        return takeTag(c);
    case State::StartTag:
        return takeStartTag(c);
    case State::EndTag:
        return takeEndTag(c);
    case State::Bang:
        return takeBang();
    case State::Instruction:
    case State::Comment:
    case State::CData: {
        if (m_state == State::Instruction && m_position - m_markup > maxNameBytes)
            skipStanza(Error::TooLarge); // its name may be that long
        // The opening must not serve as the end too: <!--> is not a comment.
        const auto [end, opening] = m_state == State::Instruction ? std::pair("?>", 2)
            : m_state == State::Comment                           ? std::pair("-->", 4)
                                                                  : std::pair("]]>", 9);
        const auto inside = QByteArrayView(m_buffer)
                                .sliced(m_markup, m_position - m_markup)
                                .sliced(std::min<qsizetype>(opening, m_position - m_markup));
        if (c == '>' && inside.endsWith(end)) {
            m_state = State::Text;
            if (m_depth <= 1) { // it has no meaning outside stanzas
                skipToPosition();
                m_markups = 0;
            }
        }
        return Step::More;
    }
    }
    Q_UNREACHABLE_RETURN(Step::More);
}

std::expected<StanzaFramer::Step, StanzaFramer::Error> StanzaFramer::takeText(char c)
{
    if (c == '<') {
        m_markup = m_position - 1;
        m_state = State::Tag;
    } else if (m_depth <= 1) {
        if (!isSpace(c))
            return std::unexpected(Error::NotWellFormed);
        m_sawWhitespace = true;
        skipToPosition();
    }
    return Step::More;
}

std::expected<StanzaFramer::Step, StanzaFramer::Error> StanzaFramer::takeTag(char c)
{
    if (c != '/')
        ++m_markups;
    switch (c) {
    case '/':
        m_state = State::EndTag;
        return m_depth > 0 ? std::expected<Step, Error>(Step::More) : std::unexpected(Error::NotWellFormed);
    case '?':
        m_state = State::Instruction;
        return Step::More;
    case '!':
        m_state = State::Bang;
        return Step::More;
    case '<':
    case '>':
        return std::unexpected(Error::NotWellFormed);
    default:
        m_state = State::StartTag;
        m_tagAttributes = 0;
        m_nameBytes = 1;
        noteChild();
        return Step::More;
    }
}

std::expected<StanzaFramer::Step, StanzaFramer::Error> StanzaFramer::takeStartTag(char c)
{
    if (m_quote) {
        if (c == m_quote)
            m_quote = 0;
    } else if (c == '"' || c == '\'') {
        m_quote = c;
        ++m_markups;
        ++m_tagAttributes;
        m_nameBytes = 0;
    } else if (c == '<') {
        return std::unexpected(Error::NotWellFormed);
    } else if (c == '>') {
        m_state = State::Text;
        return endOfStartTag();
    } else {
        m_nameBytes = isSpace(c) || c == '=' ? 0 : m_nameBytes + 1;
    }
    if (isOverTagBound() && !m_excess && !skipStanza(Error::TooLarge))
        return std::unexpected(Error::TooLarge);
    return Step::More;
}

std::expected<StanzaFramer::Step, StanzaFramer::Error> StanzaFramer::endOfStartTag()
{
    const bool selfClosing = m_buffer.at(m_position - 2) == '/';
    if (m_depth <= 1) {
        const QByteArrayView name = tagName(current());
        // After authentication the server opens a new stream inside the old one.
        if (m_depth == 0 || name == m_streamName) {
            if (selfClosing)
                return std::unexpected(Error::NotWellFormed);
            m_streamName = name.toByteArray();
            m_depth = 1;
            m_kind = Kind::StreamOpen;
            return Step::Piece;
        }
    }
    if (m_depth >= maxDepth)
        skipStanza(Error::TooDeep); // no effect if it is skipped already
    if (selfClosing) {
        m_kind = Kind::Stanza;
        return m_depth == 1 ? Step::Piece : Step::More;
    }
    ++m_depth;
    return Step::More;
}

std::expected<StanzaFramer::Step, StanzaFramer::Error> StanzaFramer::takeEndTag(char c)
{
    if (c != '>')
        return Step::More;
    m_state = State::Text;
    --m_depth;
    m_kind = m_depth == 0 ? Kind::StreamClose : Kind::Stanza;
    return m_depth <= 1 ? Step::Piece : Step::More;
}

std::expected<StanzaFramer::Step, StanzaFramer::Error> StanzaFramer::takeBang()
{
    const auto seen = QByteArrayView(m_buffer).sliced(m_markup, m_position - m_markup);
    if (seen == "<!--")
        m_state = State::Comment;
    else if (m_depth > 1 && seen == "<![CDATA[")
        m_state = State::CData;
    else if (!QByteArrayView("<!--").startsWith(seen) && !(m_depth > 1 && QByteArrayView("<![CDATA[").startsWith(seen)))
        return std::unexpected(Error::Restricted);
    return Step::More;
}

} // namespace WebJabber
