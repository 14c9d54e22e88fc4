// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanzaframer.h"

#include <algorithm>

namespace WebJabber {

static bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static QByteArrayView tagName(QByteArrayView tag)
{
    const auto name = tag.sliced(1);
    const auto end = std::ranges::find_if(name, [](char c) { return isSpace(c) || c == '/' || c == '>'; });
    return name.first(end - name.begin());
}

StanzaFramer::StanzaFramer(qsizetype maxBytes)
    : m_maxBytes(maxBytes)
{
}

void StanzaFramer::reset()
{
    *this = StanzaFramer(m_maxBytes);
}

void StanzaFramer::append(QByteArrayView bytes)
{
    if (m_error)
        return; // nobody will ask for it
    if (m_start > 0) {
        m_buffer.remove(0, m_start);
        m_position -= m_start;
        m_markup -= m_start;
        m_start = 0;
    }
    m_buffer.append(bytes);
}

void StanzaFramer::squeeze()
{
    append({});
    m_buffer.squeeze();
}

std::expected<std::optional<StanzaFramer::Frame>, StanzaFramer::Error> StanzaFramer::next()
{
    while (!m_error && skipPlain() && m_position < m_buffer.size()) {
        const auto step = take(m_buffer.at(m_position++));
        if (!step) {
            m_error = step.error();
        } else if (m_position - m_start > m_maxBytes) {
            m_error = Error::TooLarge;
        } else if (*step == Step::Piece) {
            const Frame frame{m_kind, current()};
            skipToPosition();
            m_sawWhitespace = false;
            return frame;
        }
    }
    if (m_error)
        return std::unexpected(*m_error);
    if (std::exchange(m_sawWhitespace, false))
        return Frame{Kind::Whitespace, {}};
    return std::nullopt;
}

// Steps over the bytes that cannot change the state, which are most of a body.
bool StanzaFramer::skipPlain()
{
    const char stop = m_state == State::Text && m_depth > 1    ? '<'
        : m_state == State::StartTag && m_quote                ? m_quote
        : m_state == State::CData || m_state == State::Comment ? '>'
                                                               : '\0';
    if (stop) {
        const qsizetype found = m_buffer.indexOf(stop, m_position);
        m_position = found < 0 ? m_buffer.size() : found;
        if (m_position - m_start > m_maxBytes)
            m_error = Error::TooLarge;
    }
    return !m_error;
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
        // What opened it must not serve as its end too: <!--> is not a comment.
        const auto [end, opening] = m_state == State::Instruction ? std::pair("?>", 2)
            : m_state == State::Comment                           ? std::pair("-->", 4)
                                                                  : std::pair("]]>", 9);
        const auto inside = QByteArrayView(m_buffer)
                                .sliced(m_markup, m_position - m_markup)
                                .sliced(std::min<qsizetype>(opening, m_position - m_markup));
        if (c == '>' && inside.endsWith(end)) {
            m_state = State::Text;
            if (m_depth <= 1)
                skipToPosition(); // outside stanzas it carries nothing
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
    } else if (c == '<') {
        return std::unexpected(Error::NotWellFormed);
    } else if (c == '>') {
        m_state = State::Text;
        return endOfStartTag();
    }
    return Step::More;
}

std::expected<StanzaFramer::Step, StanzaFramer::Error> StanzaFramer::endOfStartTag()
{
    const bool selfClosing = m_buffer.at(m_position - 2) == '/';
    if (m_depth <= 1) {
        const QByteArrayView name = tagName(current());
        // Once authenticated the server opens a new stream inside the old one.
        if (m_depth == 0 || name == m_streamName) {
            if (selfClosing)
                return std::unexpected(Error::NotWellFormed);
            m_streamName = name.toByteArray();
            m_depth = 1;
            m_kind = Kind::StreamOpen;
            return Step::Piece;
        }
    }
    if (m_depth == maxDepth)
        return std::unexpected(Error::TooDeep);
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
