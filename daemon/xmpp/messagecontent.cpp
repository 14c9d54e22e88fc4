// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/messagecontent.h"

#include "shared/eventjson.h"
#include "xmpp/messageactions.h"
#include "xmpp/messagedelay.h"
#include "xmpp/messageencryption.h"
#include "xmpp/messagetext.h"
#include "xmpp/roominvitation.h"
#include "xmpp/sharedfiles.h"
#include "xmpp/xmppnamespaces.h"
#include "xmpp/xmppuri.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxSubjectLength = 4'096;
static constexpr qsizetype maxHintLength = 1'024;
static constexpr qsizetype maxQuoteLength = 4'096;
static constexpr qsizetype maxJsonBytes = 16 * 1024;
static constexpr qsizetype maxContentTypeLength = 1'024;
static constexpr qsizetype maxMentions = 50;

namespace {

// Builds the content of one message, member by member.
class ContentReader
{
public:
    ContentReader(const QDomElement &message, const MessagePayloads &payloads, const MessageContext &context)
        : m_message(message)
        , m_payloads(payloads)
        , m_context(context)
    {
    }

    std::optional<MessageContent> read();

private:
    bool readTombstone();
    void readTexts();
    bool readAction();
    bool readInvitation();
    void readPayloads();
    void readReply();
    void readJson();
    void removeFallbacks();
    void readMentions(const BodyText &body);
    bool hasStoredContent() const;
    bool readAcknowledgement();

    bool isInRoom() const { return !m_context.room.isNull(); }
    QJsonObject &members() { return m_content.members; }
    // Marks a namespace as shown by a member, so that its fallback is not shown as well.
    void show(QLatin1StringView ns) { m_shown.append(ns); }

    const QDomElement &m_message;
    const MessagePayloads &m_payloads;
    const MessageContext &m_context;
    MessageContent m_content;
    QList<QLatin1StringView> m_shown;
    bool m_isAction = false; // on another message, or an invitation
    bool m_isKeyExchange = false;
    bool m_hadBody = false; // before anything was removed from it
};

} // namespace

static QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

std::optional<MessageContent> ContentReader::read()
{
    m_content.from = m_context.from;
    m_content.id = m_message.attribute(u"id"_s);
    if (m_context.isArchived && readTombstone())
        return m_content;
    readTexts();
    m_isAction = readAction() || readInvitation();
    readPayloads();
    removeFallbacks();
    if (!hasStoredContent()) {
        m_content.type = EventType::Message;
        members() = {};
        m_content.body.clear();
        if (!readAcknowledgement())
            return std::nullopt;
    } else if (!m_payloads.unknownNamespaces().isEmpty()) {
        members().insert("extensions"_L1, QJsonArray::fromStringList(m_payloads.unknownNamespaces()));
    }
    if (!isInRoom() && isPrivateRoomMessage(m_payloads, m_context.peer))
        members().insert("kind"_L1, u"private"_s);
    return m_content;
}

bool ContentReader::readTombstone()
{
    for (const Payload version : {Payload::Tombstone, Payload::OldTombstone}) {
        if (!m_payloads.has(version))
            continue;
        const QDateTime time = stampTime(m_payloads.first(version));
        members().insert("retracted"_L1, jsonTime(time.isValid() ? time : m_context.time));
        return true;
    }
    return false;
}

void ContentReader::readTexts()
{
    const LocalizedText subject = chooseText(m_payloads.of(Payload::Subject), m_message);
    LocalizedText body = chooseText(m_payloads.of(Payload::Body), m_message);
    if (body.text.isEmpty() && m_payloads.has(Payload::Xhtml))
        body.text = xhtmlText(m_payloads.first(Payload::Xhtml));
    m_hadBody = !body.text.isEmpty();
    m_content.body = body.text;
    if (!subject.text.isEmpty())
        members().insert("subject"_L1, bounded(subject.text, maxSubjectLength));
    const QString language = body.language.isEmpty() ? subject.language : body.language;
    if (!language.isEmpty() && (m_hadBody || !subject.text.isEmpty()))
        members().insert("lang"_L1, language);
}

bool ContentReader::readAction()
{
    const auto action = messageAction(m_payloads);
    if (!action)
        return false;
    m_content.type = action->type;
    for (auto member = action->members.begin(); member != action->members.end(); ++member)
        members().insert(member.key(), member.value());
    for (const Payload payload :
         {Payload::Retraction, Payload::OldTombstone, Payload::OldRetraction, Payload::Reactions, Payload::Correction})
        show(payloadNamespace(payload));
    return true;
}

bool ContentReader::readInvitation()
{
    const auto invitation = isInRoom() ? std::nullopt : roomInvitation(m_payloads, m_context.from);
    if (!invitation)
        return false;
    m_content.type = EventType::Invitation;
    m_content.from = invitation->from;
    members().insert("with"_L1, invitation->room.toString());
    members().insert("kind"_L1, u"room"_s);
    members().insert("reason"_L1, textOrNull(invitation->reason));
    if (!invitation->password.isEmpty())
        members().insert("_password"_L1, invitation->password);
    show(payloadNamespace(Payload::DirectInvitation));
    show(payloadNamespace(Payload::RoomUser));
    return true;
}

void ContentReader::readPayloads()
{
    if (const auto encryption = messageEncryption(m_payloads, m_content.body)) {
        m_isKeyExchange = encryption->isKeyExchange;
        members().insert("encryption"_L1, encryption->name);
        if (encryption->isBodyForOthers && m_hadBody)
            members().insert("_fallback"_L1, m_content.body);
        m_content.body.clear();
    }
    if (m_content.type == EventType::Retraction || m_content.type == EventType::Reaction)
        return;
    if (const QJsonArray files = sharedFiles(m_payloads); !files.isEmpty()) {
        members().insert("files"_L1, files);
        // A file that cannot be fetched does not replace its fallback.
        if (std::any_of(files.begin(), files.end(), [](const QJsonValue &file) { return !file["url"_L1].isNull(); })) {
            for (const QLatin1StringView ns :
                 {payloadNamespace(Payload::FileSharing), payloadNamespace(Payload::OutOfBand), simsNamespace})
                show(ns);
        }
    }
    if (m_payloads.has(Payload::Spoiler)) {
        const LocalizedText hint = chooseText(m_payloads.of(Payload::Spoiler), m_message);
        members().insert("spoiler"_L1, bounded(hint.text, maxHintLength));
    }
    if (m_payloads.has(Payload::Unstyled))
        members().insert("unstyled"_L1, true);
    readReply();
    readJson();
}

void ContentReader::readReply()
{
    const QDomElement reply = m_payloads.first(Payload::Reply);
    const QString ref = reply.attribute(u"id"_s);
    if (ref.isEmpty())
        return;
    const Jid to = Jid::fromServer(reply.attribute(u"to"_s));
    members().insert("reply_to"_L1,
                     QJsonObject{{u"ref"_s, ref},
                                 {u"from"_s, textOrNull(to.toString())},
                                 {u"seq"_s, QJsonValue()},
                                 {u"quote"_s, QJsonValue()}});
    show(payloadNamespace(Payload::Reply));
}

void ContentReader::readJson()
{
    const QDomElement payload = m_payloads.first(Payload::Json);
    const QByteArray text = childElement(payload, "json"_L1, jsonNamespace).text().toUtf8();
    const QJsonDocument data = text.size() <= maxJsonBytes ? QJsonDocument::fromJson(text) : QJsonDocument();
    if (data.isNull())
        return;
    members().insert(
        "json"_L1,
        QJsonObject{{u"type"_s, textOrNull(bounded(payload.attribute(u"datatype"_s), maxContentTypeLength))},
                    {u"data"_s, data.isArray() ? QJsonValue(data.array()) : QJsonValue(data.object())}});
    show(payloadNamespace(Payload::Json));
}

// Returns the text of a quote without the marks that replies put before its lines (XEP-0461, section 3.1).
static QString unquoted(const QString &fallback)
{
    const QString text = fallback.trimmed();
    QStringList lines;
    for (QStringView line : QStringView(text).split(u'\n')) {
        if (line.startsWith(u'>'))
            line = line.sliced(line.startsWith("> "_L1) ? 2 : 1);
        lines.append(line.toString());
    }
    return bounded(lines.join(u'\n'), maxQuoteLength);
}

static bool isUrlOfFile(const QString &body, const QJsonArray &files)
{
    return std::any_of(files.begin(), files.end(), [text = body.trimmed()](const QJsonValue &file) {
        return !text.isEmpty() && file.toObject().value("url"_L1).toString() == text;
    });
}

void ContentReader::removeFallbacks()
{
    const bool mayHaveParts = m_payloads.has(Payload::Fallback) || m_payloads.has(Payload::Reference);
    if (mayHaveParts && !m_content.body.isEmpty()) {
        BodyText body(m_content.body);
        QString quote;
        for (const QDomElement &fallback : m_payloads.of(Payload::Fallback)) {
            const QString what = fallback.attribute(u"for"_s);
            const bool isShown = what.isEmpty() ? m_isAction && m_content.type != EventType::Correction
                                                : m_shown.contains(what);
            if (!isShown)
                continue;
            for (const TextRange range : fallbackRanges(fallback, body.length())) {
                if (what == payloadNamespace(Payload::Reply))
                    quote += body.part(range);
                body.remove(range);
            }
        }
        m_content.body = body.text();
        readMentions(body);
        if (!quote.isEmpty()) {
            QJsonObject reply = members().value("reply_to"_L1).toObject();
            reply.insert("quote"_L1, unquoted(quote));
            members().insert("reply_to"_L1, reply);
        }
    }
    // For clients that support neither XEP-0363 nor XEP-0066, the body is the URL.
    if (isUrlOfFile(m_content.body, members().value("files"_L1).toArray()))
        m_content.body.clear();
}

void ContentReader::readMentions(const BodyText &body)
{
    QJsonArray mentions;
    bool isOwn = false;
    for (const QDomElement &reference : m_payloads.of(Payload::Reference)) {
        const Jid jid = jidFromUri(reference.attribute(u"uri"_s));
        if (reference.attribute(u"type"_s) != "mention"_L1 || jid.isNull() || mentions.size() >= maxMentions)
            continue;
        QJsonObject mention{{u"jid"_s, jid.toString()}};
        if (isInRoom() && jid.bare() == m_context.room && !jid.isBare())
            mention.insert("nick"_L1, jid.resource());
        const auto sent = rangeFrom(reference, "begin"_L1, "end"_L1, body.length());
        if (const auto range = sent ? body.shifted(*sent) : std::nullopt) {
            mention.insert("begin"_L1, range->begin);
            mention.insert("end"_L1, range->end);
        } else if (sent) {
            continue; // the text that it refers to is not shown
        }
        mentions.append(mention);
        isOwn = isOwn || jid.bare() == m_context.account || (isInRoom() && jid == m_context.ownOccupant);
    }
    if (mentions.isEmpty())
        return;
    members().insert("mentions"_L1, mentions);
    if (isOwn)
        members().insert("mentions_me"_L1, true);
}

bool ContentReader::hasStoredContent() const
{
    if (m_isKeyExchange)
        return false;
    if (m_isAction && m_content.type != EventType::Correction)
        return true;
    const bool hasContent = m_hadBody
        || std::ranges::any_of(std::array{"subject"_L1, "files"_L1, "encryption"_L1, "json"_L1},
                               [this](QLatin1StringView name) { return m_content.members.contains(name); });
    return hasContent || (m_isAction && m_payloads.has(Payload::Body));
}

bool ContentReader::readAcknowledgement()
{
    const QDomElement receipt = m_payloads.first(Payload::Receipt);
    m_content.type = receipt.isNull() ? EventType::Marker : EventType::Receipt;
    m_content.id = (receipt.isNull() ? m_payloads.first(Payload::Displayed) : receipt).attribute(u"id"_s);
    return !m_content.id.isEmpty();
}

std::optional<MessageContent> messageContent(const QDomElement &message, const MessagePayloads &payloads,
                                             const MessageContext &context)
{
    return ContentReader(message, payloads, context).read();
}

} // namespace WebJabber
