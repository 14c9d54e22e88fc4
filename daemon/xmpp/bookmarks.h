// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "xmpp/payloadiq.h"

#include <QByteArray>
#include <QDomElement>
#include <QList>

#include <optional>

namespace WebJabber {

// The bookmarks of rooms (XEP-0402), which the account's server keeps. Pure.

// What the user wants to be notified of (XEP-0492).
enum class NotifySetting { Never, OnMention, Always };

struct Bookmark {
    Jid room; // bare
    QString name;
    QString nick;
    QString password;
    bool autojoin = false;
    std::optional<NotifySetting> notify; // for all clients; nullopt: not set
    // The <extensions/> element with what other clients wrote, which bookmarkPublishIq() writes back (section 3.4);
    // empty: none.
    QByteArray extensions;
    // false: `extensions` is left out, as it is larger than maxBookmarkExtensions. Publishing the bookmark would lose
    // it.
    bool isComplete = true;
};

inline constexpr qsizetype maxBookmarkExtensions = 64 * 1024; // bytes
inline constexpr qsizetype maxBookmarks = 2'000;

// Returns nullopt if the item is not a bookmark of a valid room.
std::optional<Bookmark> bookmarkFromItem(const QDomElement &item);

PayloadIq bookmarksIq();
// Reads the answer to bookmarksIq(), of at most maxBookmarks items.
QList<Bookmark> bookmarksFrom(const QDomElement &iq);

struct BookmarkChanges {
    QList<Bookmark> published;
    QList<Jid> retracted;
    bool isPurged = false; // all are gone
};

// Returns the changes that a message notifies about. Returns nullopt if it is not such a message, or is not from the
// account itself (CVE-2023-28686).
std::optional<BookmarkChanges> bookmarkChangesFrom(const QDomElement &message, const Jid &account);

// Publishes one bookmark. The server must support publish-options, or it makes the bookmarks readable for contacts
// (section 8; CVE-2018-6591).
PayloadIq bookmarkPublishIq(const Bookmark &bookmark);
PayloadIq bookmarkRetractIq(const Jid &room);

} // namespace WebJabber
