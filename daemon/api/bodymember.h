// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

#include <limits>
#include <span>

namespace WebJabber {

// What a member of a request's JSON body may be. All strings contain only characters that XMPP allows.
enum class MemberType {
    Text, // a string of at most `maxLength` UTF-16 units; not empty if it is required
    Jid, // the same, and a JID
    Identifier, // a string of 1 to `maxLength` of A-Z a-z 0-9 . _ -
    Word, // one of `words`
    Texts, // a list of at most `maxCount` strings of at most `maxLength` UTF-16 units
    Words, // the same, not empty, of `words`
    Number, // an integer >= 0, also as a string of digits
    Ref, // the same as Text, or null if it is required
    Object, // an object with the members of `members`
    Objects, // a list of such objects
    Json, // an object or a list, with any members
    Bytes, // an object that is empty or has all members of `words`, each with bytes in base64url
    Ignored, // anything
};

inline constexpr qsizetype unlimited = std::numeric_limits<qsizetype>::max();

// One member of the JSON body that a route takes. The values are static.
struct BodyMember {
    QLatin1StringView name;
    MemberType type = MemberType::Text;
    bool isRequired = false;
    qsizetype maxLength = unlimited;
    qsizetype maxCount = unlimited;
    std::span<const QLatin1StringView> words = {};
    std::span<const BodyMember> (*members)() = nullptr;
};

} // namespace WebJabber
