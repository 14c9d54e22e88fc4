// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanzascanner.h"

namespace WebJabber::Bench {

void StanzaScanner::append(std::string_view bytes)
{
    m_buffer.erase(0, m_taken);
    m_scanned -= m_taken;
    m_taken = 0;
    m_buffer += bytes;
}

StanzaScanner::Found StanzaScanner::next()
{
    const std::string_view all = m_buffer;
    while (true) {
        const std::size_t open = all.find('<', m_scanned);
        const std::size_t close = open == all.npos ? all.npos : all.find('>', open);
        if (close == all.npos)
            break;
        const std::string_view tag = all.substr(open, close + 1 - open);
        m_scanned = close + 1;
        if (m_depth == 0)
            m_taken = open;
        if (tag.starts_with("<?"))
            continue;
        if (tag.starts_with("<stream:stream")) {
            m_taken = m_scanned;
            return {Kind::StreamHead, tag};
        }
        if (tag.starts_with("</")) {
            if (--m_depth < 0)
                return {Kind::StreamEnd, tag};
        } else if (!tag.ends_with("/>")) {
            ++m_depth;
        }
        if (m_depth == 0) {
            const std::size_t begin = m_taken;
            m_taken = m_scanned;
            return {Kind::Stanza, all.substr(begin, m_taken - begin)};
        }
    }
    if (m_taken == m_buffer.size()) {
        reset();
        m_buffer.shrink_to_fit(); // thousands of idle connections keep no buffer
    }
    return {};
}

void StanzaScanner::reset()
{
    m_buffer.clear();
    m_taken = 0;
    m_scanned = 0;
    m_depth = 0;
}

std::string_view attributeOf(std::string_view xml, std::string_view name)
{
    for (std::size_t at = xml.find(name); at != xml.npos; at = xml.find(name, at + 1)) {
        const std::size_t value = at + name.size() + 2;
        if (at == 0 || xml[at - 1] != ' ' || value >= xml.size() || xml[value - 2] != '=')
            continue;
        return xml.substr(value, xml.find(xml[value - 1], value) - value);
    }
    return {};
}

std::string_view textOf(std::string_view xml)
{
    const std::size_t begin = xml.find('>');
    return begin == xml.npos ? std::string_view() : xml.substr(begin + 1, xml.find('<', begin) - begin - 1);
}

} // namespace WebJabber::Bench
