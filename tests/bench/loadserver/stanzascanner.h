// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace WebJabber::Bench {

// Cuts a client's stream into its head, stanzas and end. For clients that are
// trusted: it counts tags, and takes it that '>' is escaped in attributes.
class StanzaScanner
{
public:
    enum class Kind { None, StreamHead, Stanza, StreamEnd };
    struct Found {
        Kind kind = Kind::None;
        std::string_view xml; // until the next call of this object
    };

    void append(std::string_view bytes);
    Found next();
    void reset(); // for a new stream; drops what is not taken

private:
    std::string m_buffer;
    std::size_t m_taken = 0; // up to here it was handed out
    std::size_t m_scanned = 0;
    int m_depth = 0;
};

// The value of the first attribute of this name in a stanza; empty where there is none.
std::string_view attributeOf(std::string_view xml, std::string_view name);
// The text between the first tag and the next one.
std::string_view textOf(std::string_view xml);

} // namespace WebJabber::Bench
