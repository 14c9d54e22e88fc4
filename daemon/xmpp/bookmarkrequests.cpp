// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/bookmarks.h"
#include "xmpp/notifysetting.h"
#include "xmpp/xmlcopy.h"
#include "xmpp/xmppnamespaces.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void startPubsub(QXmlStreamWriter &writer, QLatin1StringView action)
{
    writer.writeStartElement("pubsub"_L1);
    writer.writeDefaultNamespace(pubsubNamespace);
    writer.writeStartElement(action);
    writer.writeAttribute("node"_L1, bookmarksNamespace);
}

static void startItem(QXmlStreamWriter &writer, const Jid &room)
{
    writer.writeStartElement("item"_L1);
    writer.writeAttribute("id"_L1, room.toString());
}

static void writeConference(QXmlStreamWriter &writer, const Bookmark &bookmark)
{
    writer.writeStartElement("conference"_L1);
    writer.writeDefaultNamespace(bookmarksNamespace);
    if (!bookmark.name.isEmpty())
        writer.writeAttribute("name"_L1, bookmark.name);
    writer.writeAttribute("autojoin"_L1, bookmark.autojoin ? "true"_L1 : "false"_L1);
    if (!bookmark.nick.isEmpty())
        writer.writeTextElement("nick"_L1, bookmark.nick);
    if (!bookmark.password.isEmpty())
        writer.writeTextElement("password"_L1, bookmark.password);
    const QDomElement extensions = bookmark.extensions.isEmpty() ? QDomElement() : elementFromText(bookmark.extensions);
    writeExtensions(extensions, bookmark.notify, writer);
    writer.writeEndElement();
}

static void writeFormField(QXmlStreamWriter &writer, QLatin1StringView name, QLatin1StringView value)
{
    writer.writeStartElement("field"_L1);
    writer.writeAttribute("var"_L1, name);
    if (name == "FORM_TYPE"_L1)
        writer.writeAttribute("type"_L1, "hidden"_L1);
    writer.writeTextElement("value"_L1, value);
    writer.writeEndElement();
}

// Section 3.3: without them the node might keep one item only, and contacts might read it.
static void writePublishOptions(QXmlStreamWriter &writer)
{
    static constexpr std::array options{
        std::pair("FORM_TYPE"_L1, "http://jabber.org/protocol/pubsub#publish-options"_L1),
        std::pair("pubsub#persist_items"_L1, "true"_L1),
        std::pair("pubsub#max_items"_L1, "max"_L1),
        std::pair("pubsub#send_last_published_item"_L1, "never"_L1),
        std::pair("pubsub#access_model"_L1, "whitelist"_L1),
    };
    writer.writeStartElement("publish-options"_L1);
    writer.writeStartElement("x"_L1);
    writer.writeDefaultNamespace(formNamespace);
    writer.writeAttribute("type"_L1, "submit"_L1);
    for (const auto &[name, value] : options)
        writeFormField(writer, name, value);
    writer.writeEndElement();
    writer.writeEndElement();
}

PayloadIq bookmarksIq()
{
    return {QXmppIq::Get, {}, [](QXmlStreamWriter &writer) {
                startPubsub(writer, "items"_L1);
                writer.writeEndElement();
                writer.writeEndElement();
            }};
}

PayloadIq bookmarkPublishIq(const Bookmark &bookmark)
{
    return {QXmppIq::Set, {}, [bookmark](QXmlStreamWriter &writer) {
                startPubsub(writer, "publish"_L1);
                startItem(writer, bookmark.room);
                writeConference(writer, bookmark);
                writer.writeEndElement();
                writer.writeEndElement();
                writePublishOptions(writer);
                writer.writeEndElement();
            }};
}

PayloadIq bookmarkRetractIq(const Jid &room)
{
    return {QXmppIq::Set, {}, [room](QXmlStreamWriter &writer) {
                startPubsub(writer, "retract"_L1);
                writer.writeAttribute("notify"_L1, "true"_L1);
                startItem(writer, room);
                writer.writeEndElement();
                writer.writeEndElement();
                writer.writeEndElement();
            }};
}

} // namespace WebJabber
