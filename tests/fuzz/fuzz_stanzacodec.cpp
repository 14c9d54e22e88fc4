// SPDX-License-Identifier: GPL-3.0-or-later
// Stanzas as a StreamReader delivers them, converted into values. The first byte selects their sender.
#include "shared/eventjson.h"
#include "shared/legacytext.h"
#include "xmpp/bookmarks.h"
#include "xmpp/messageactions.h"
#include "xmpp/occupantid.h"
#include "xmpp/roomfeatures.h"
#include "xmpp/roommessage.h"
#include "xmpp/roompresence.h"
#include "xmpp/sharedfiles.h"
#include "xmpp/stanzacodec.h"
#include "xmpp/stanzaframer.h"

#include "fuzzing.h"

#include <QDomDocument>
#include <QJsonArray>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;
using namespace WebJabber;

static const QDateTime received = QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs);

static void checkEvent(const Event &event, const Jid &account)
{
    FUZZ_REQUIRE(event.account == account);
    FUZZ_REQUIRE(event.time.isValid() && event.time.timeSpec() == Qt::UTC);
    FUZZ_REQUIRE(event.time <= received && event.time.date().year() >= 1999);
    const QJsonObject content = eventContent(event);
    FUZZ_REQUIRE(event.content.isEmpty() || !content.isEmpty());
    FUZZ_REQUIRE(event.type != EventType::Message || !event.body.isEmpty() || !content.isEmpty());
    FUZZ_REQUIRE(!event.isIdUnique || !event.id.isEmpty());
    const QJsonObject json = eventJson(event);
    for (const QString &name : json.keys())
        FUZZ_REQUIRE(!name.startsWith(u'_'));
    for (const QString &name : content.keys())
        FUZZ_REQUIRE(name.startsWith(u'_') || json.value(name) == content.value(name));
    FUZZ_REQUIRE(!content.contains("encryption"_L1) || event.body.isEmpty());
    FUZZ_REQUIRE(content.value("files"_L1).toArray().size() <= maxFilesOfMessage);
    FUZZ_REQUIRE(content.value("emojis"_L1).toArray().size() <= maxEmojis);
    const qsizetype length = event.body.toUcs4().size();
    for (const auto &mention : content.value("mentions"_L1).toArray())
        FUZZ_REQUIRE(mention["end"_L1].toInteger() <= length);
    if (const auto text = legacyText(event))
        FUZZ_REQUIRE(!text->isEmpty());
}

static void check(const QDomElement &stanza, const Jid &account)
{
    const bool isOwn = Jid::fromServer(stanza.attribute(u"from"_s)) == account;
    const QString type = stanza.attribute(u"type"_s);
    if (const auto event = eventFromMessage(stanza, account, received)) {
        checkEvent(*event, account);
        FUZZ_REQUIRE(event->direction == Direction::In || event->to.bare() == account);
        FUZZ_REQUIRE(type != "error"_L1 && type != "groupchat"_L1);
        FUZZ_REQUIRE(!bounceFromMessage(stanza, account));
    }
    if (const auto event = eventFromCarbon(stanza, account, received)) {
        checkEvent(*event, account);
        FUZZ_REQUIRE(isOwn);
    }
    if (const auto event = eventFromPresence(stanza, account, received)) {
        checkEvent(*event, account);
        FUZZ_REQUIRE(event->from.isBare() && !isOwn);
    }
    if (const auto archived = archivedStanzaFrom(stanza, account, received)) {
        FUZZ_REQUIRE(isOwn || !stanza.hasAttribute(u"from"_s));
        FUZZ_REQUIRE(!archived->position.id.isEmpty() && archived->position.time.isValid());
        FUZZ_REQUIRE(ArchivePosition::fromString(archived->position.toString()) == archived->position);
        if (archived->event) {
            checkEvent(*archived->event, account);
            FUZZ_REQUIRE(archived->event->stanzaId == archived->position.id);
        }
    }
    if (const auto signal = callSignal(stanza, Direction::In, account, received)) {
        FUZZ_REQUIRE(!signal->callId.isEmpty() && type != "error"_L1);
        FUZZ_REQUIRE(!eventJson(signal->event).isEmpty());
    }
    if (const auto state = chatStateFromMessage(stanza))
        FUZZ_REQUIRE(state->contact.isBare() && !state->contact.isNull());
    if (const auto bounce = bounceFromMessage(stanza, account))
        FUZZ_REQUIRE(!bounce->id.isEmpty());
}

static void checkRoomEvent(const Event &event, const RoomContext &room)
{
    checkEvent(event, room.account);
    const QJsonObject json = eventJson(event);
    FUZZ_REQUIRE(json.value("kind"_L1) == "room"_L1 && json.value("with"_L1) == room.room.toString());
    FUZZ_REQUIRE(event.from.bare() == room.room && !legacyText(event));
    FUZZ_REQUIRE(event.type != EventType::Invitation && event.type != EventType::Receipt);
    FUZZ_REQUIRE(json.value("verified"_L1) != true || event.from.isBare());
    FUZZ_REQUIRE(json.value("occupant_id"_L1).toString().size() <= maxOccupantIdLength);
}

// What is published must be well-formed, and the same bookmark again.
static void checkBookmark(const Bookmark &bookmark)
{
    QByteArray text;
    QXmlStreamWriter writer(&text);
    bookmarkPublishIq(bookmark).toXmlElementFromChild(&writer);
    QDomDocument document;
    FUZZ_REQUIRE(document.setContent(text, QDomDocument::ParseOption::UseNamespaceProcessing));
    const auto copy = bookmarkFromItem(document.documentElement().firstChildElement().firstChildElement());
    FUZZ_REQUIRE(copy && copy->room == bookmark.room && copy->autojoin == bookmark.autojoin);
    FUZZ_REQUIRE(copy->notify == bookmark.notify);
}

static void checkRoom(const QDomElement &stanza, const Jid &account)
{
    const RoomContext room{account, Jid::fromServer(u"coven@rooms.example.org"_s), u"Juliet"_s, u"own"_s, true, true};
    if (const auto event = eventFromRoomMessage(stanza, room, received))
        checkRoomEvent(*event, room);
    if (const auto archived = roomArchivedStanzaFrom(stanza, room, received)) {
        FUZZ_REQUIRE(Jid::fromServer(stanza.attribute(u"from"_s)) == room.room);
        if (archived->event)
            checkRoomEvent(*archived->event, room);
    }
    if (const auto presence = roomPresenceFrom(stanza, room.room, true)) {
        FUZZ_REQUIRE(presence->nick.toUtf8().size() <= maxNickBytes);
        FUZZ_REQUIRE(presence->codes.size() <= maxRoomCodes && presence->hats.size() <= maxRoomHats);
        FUZZ_REQUIRE(presence->kind != RoomPresence::Kind::Available || !roomLeaveReason(*presence));
    }
    if (const auto features = roomFeaturesFrom(stanza))
        FUZZ_REQUIRE(features->occupants >= -1);
    for (const Bookmark &bookmark : bookmarksFrom(stanza))
        checkBookmark(bookmark);
    if (const auto changes = bookmarkChangesFrom(stanza, account)) {
        for (const Bookmark &bookmark : changes->published)
            checkBookmark(bookmark);
    }
    for (const RoomMember &member : roomMembersFrom(stanza))
        FUZZ_REQUIRE(member.jid.isBare() && !member.jid.isNull());
}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::array accounts{Jid::fromServer(u"juliet@example.org"_s), Jid::fromServer(u"a"_s)};
    if (size == 0)
        return 0;
    StanzaFramer framer(qsizetype(size) + 64);
    framer.append("<stream xmlns='jabber:client'>");
    framer.append(Fuzz::view(data + 1, size - 1));
    QByteArray open;
    while (const auto next = framer.next()) {
        if (!*next)
            break;
        const QByteArray xml = (*next)->xml.toByteArray();
        if ((*next)->kind == StanzaFramer::Kind::StreamOpen && open.isEmpty())
            open = xml;
        QDomDocument document;
        const bool isWhole = (*next)->kind == StanzaFramer::Kind::Stanza
            && document.setContent(open + xml + "</stream>",
                                   QDomDocument::ParseOptions(QDomDocument::ParseOption::UseNamespaceProcessing)
                                       | QDomDocument::ParseOption::PreserveSpacingOnlyNodes);
        if (isWhole) {
            const QDomElement stanza = document.documentElement().firstChildElement();
            check(stanza, accounts.at(*data % accounts.size()));
            checkRoom(stanza, accounts.at(*data % accounts.size()));
        }
    }
    return 0;
}
