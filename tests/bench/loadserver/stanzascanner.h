// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace WebJabber::Bench {

// Splits a client's stream into its header, stanzas and end. For trusted clients only: it counts tags, and assumes that
// '>' is escaped in attributes.
class StanzaScanner
{
public:
    enum class Kind { None, StreamHead, Stanza, StreamEnd };
    struct Found {
        Kind kind = Kind::None;
        std::string_view xml; // valid until the next call of this object
    };

    void append(std::string_view bytes);
    Found next();
    void reset(); // for a new stream; discards buffered bytes

private:
    std::string m_buffer;
    std::size_t m_taken = 0; // the end of what was returned
    std::size_t m_scanned = 0;
    int m_depth = 0;
};

// The value of the first attribute with this name in a stanza; empty if there is none.
std::string_view attributeOf(std::string_view xml, std::string_view name);
// The text between the first tag and the next one.
std::string_view textOf(std::string_view xml);

} // namespace WebJabber::Bench
