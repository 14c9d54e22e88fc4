// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/bookmarks.h"

#include "xmpp/messagepayloads.h"
#include "xmpp/notifysetting.h"
#include "xmpp/occupantid.h"
#include "xmpp/xmlcopy.h"
#include "xmpp/xmppnamespaces.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxBookmarkText = 1'000;

// Returns the room that an item is about; null if it is no room.
static Jid roomOfItem(const QDomElement &item)
{
    const Jid room = Jid::parseBare(item.attribute(u"id"_s)).value_or(Jid());
    return room.local().isEmpty() ? Jid() : room;
}

static QString textOfChild(const QDomElement &conference, QLatin1StringView name)
{
    return bounded(childElement(conference, name, bookmarksNamespace).text(), maxBookmarkText);
}

std::optional<Bookmark> bookmarkFromItem(const QDomElement &item)
{
    const QDomElement conference = childElement(item, "conference"_L1, bookmarksNamespace);
    const Jid room = roomOfItem(item);
    if (conference.isNull() || room.isNull())
        return std::nullopt;
    Bookmark bookmark;
    bookmark.room = room;
    bookmark.name = bounded(conference.attribute(u"name"_s), maxBookmarkText);
    const QString autojoin = conference.attribute(u"autojoin"_s);
    bookmark.autojoin = autojoin == "true"_L1 || autojoin == "1"_L1;
    if (const QString nick = childElement(conference, "nick"_L1, bookmarksNamespace).text().trimmed(); isNick(nick))
        bookmark.nick = nick;
    bookmark.password = textOfChild(conference, "password"_L1);
    const QDomElement extensions = childElement(conference, "extensions"_L1, bookmarksNamespace);
    if (extensions.isNull())
        return bookmark;
    bookmark.notify = notifySettingIn(extensions);
    bookmark.extensions = elementText(extensions);
    bookmark.isComplete = bookmark.extensions.size() <= maxBookmarkExtensions;
    if (!bookmark.isComplete)
        bookmark.extensions.clear();
    return bookmark;
}

static bool isOfBookmarks(const QDomElement &element)
{
    return element.attribute(u"node"_s) == bookmarksNamespace;
}

QList<Bookmark> bookmarksFrom(const QDomElement &iq)
{
    QList<Bookmark> bookmarks;
    const QDomElement items = childElement(childElement(iq, "pubsub"_L1, pubsubNamespace), "items"_L1, pubsubNamespace);
    if (!isOfBookmarks(items))
        return bookmarks;
    for (auto item = items.firstChildElement(); !item.isNull() && bookmarks.size() < maxBookmarks;
         item = item.nextSiblingElement()) {
        auto bookmark = isElement(item, "item"_L1, pubsubNamespace) ? bookmarkFromItem(item) : std::nullopt;
        if (bookmark)
            bookmarks.append(*std::move(bookmark));
    }
    return bookmarks;
}

static void readChange(const QDomElement &item, BookmarkChanges &changes)
{
    if (isElement(item, "item"_L1, pubsubEventNamespace)) {
        if (auto bookmark = bookmarkFromItem(item))
            changes.published.append(*std::move(bookmark));
    } else if (isElement(item, "retract"_L1, pubsubEventNamespace)) {
        if (const Jid room = roomOfItem(item); !room.isNull())
            changes.retracted.append(room);
    }
}

std::optional<BookmarkChanges> bookmarkChangesFrom(const QDomElement &message, const Jid &account)
{
    // A message without a sender is from the account's own server (RFC 6120, section 8.1.2.1).
    const Jid from = Jid::fromServer(message.attribute(u"from"_s, account.toString()));
    const QDomElement event = childElement(message, "event"_L1, pubsubEventNamespace);
    if (!isElement(message, "message"_L1, clientNamespace) || from != account
        || message.attribute(u"type"_s) == "error"_L1)
        return std::nullopt;
    for (const QLatin1StringView name : {"purge"_L1, "delete"_L1}) {
        if (isOfBookmarks(childElement(event, name, pubsubEventNamespace)))
            return BookmarkChanges{{}, {}, true};
    }
    const QDomElement items = childElement(event, "items"_L1, pubsubEventNamespace);
    if (!isOfBookmarks(items))
        return std::nullopt;
    BookmarkChanges changes;
    qsizetype read = 0;
    for (auto item = items.firstChildElement(); !item.isNull() && read < maxBookmarks;
         item = item.nextSiblingElement(), ++read)
        readChange(item, changes);
    return changes;
}

} // namespace WebJabber
