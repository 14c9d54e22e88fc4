// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/roommoderation.h"

#include "xmpp/xmppnamespaces.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxModerationReason = 2'000;

static QString moderationReason(const QDomElement &parent)
{
    for (auto child = parent.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.localName() == "reason"_L1)
            return bounded(child.text().trimmed(), maxModerationReason);
    }
    return {};
}

static QJsonObject moderationMembers(const QString &stanzaId, const QDomElement &moderated, const QString &reason,
                                     const Jid &room)
{
    const Jid by = Jid::fromServer(bounded(moderated.attribute(u"by"_s), Jid::maxLength));
    return {{u"about"_s, QJsonObject{{u"ref"_s, stanzaId}, {u"id"_s, QJsonValue()}, {u"seq"_s, QJsonValue()}}},
            {u"verified"_s, true},
            {u"by"_s, (by.bare() == room ? by : room).toString()},
            {u"reason"_s, reason.isEmpty() ? QJsonValue() : QJsonValue(reason)}};
}

std::optional<QJsonObject> roomModeration(const MessagePayloads &payloads, const Jid &room)
{
    const QDomElement retract = payloads.first(Payload::Retraction);
    const QDomElement moderated = childElement(retract, "moderated"_L1, moderationNamespace);
    if (const QString id = retract.attribute(u"id"_s); !moderated.isNull() && !id.isEmpty())
        return moderationMembers(id, moderated, moderationReason(retract), room);
    const QDomElement applied = payloads.first(Payload::OldRetraction);
    const QDomElement old = childElement(applied, "moderated"_L1, oldModerationNamespace);
    const QString id = applied.attribute(u"id"_s);
    if (id.isEmpty() || childElement(old, "retract"_L1, oldRetractionNamespace).isNull())
        return std::nullopt;
    return moderationMembers(id, old, moderationReason(old), room);
}

QDomElement oldModeratedTombstone(const QDomElement &message)
{
    const QDomElement moderated = childElement(message, "moderated"_L1, oldModerationNamespace);
    return childElement(moderated, "retracted"_L1, oldRetractionNamespace);
}

} // namespace WebJabber
