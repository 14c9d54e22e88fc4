// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/roomfeatures.h"

#include "xmpp/messagepayloads.h"
#include "xmpp/xmppnamespaces.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxRoomName = 512;
static constexpr qsizetype maxRoomDescription = 4'096;
static constexpr qsizetype sha1HexLength = 40;

namespace {
struct Feature {
    QLatin1StringView name;
    bool RoomFeatures::*member;
    bool value = true;
};
} // namespace

static constexpr std::array knownFeatures{
    Feature{"muc_public"_L1, &RoomFeatures::isPublic},
    Feature{"muc_membersonly"_L1, &RoomFeatures::isMembersOnly},
    Feature{"muc_nonanonymous"_L1, &RoomFeatures::isAnonymous, false},
    Feature{"muc_moderated"_L1, &RoomFeatures::isModerated},
    Feature{"muc_passwordprotected"_L1, &RoomFeatures::isPasswordProtected},
    Feature{"muc_persistent"_L1, &RoomFeatures::isPersistent},
    Feature{archiveNamespace, &RoomFeatures::hasArchive},
    Feature{stanzaIdNamespace, &RoomFeatures::stanzaIds},
    Feature{occupantIdNamespace, &RoomFeatures::occupantIds},
    Feature{"http://jabber.org/protocol/muc#stable_id"_L1, &RoomFeatures::stableIds},
    Feature{reactionsNamespace, &RoomFeatures::reactions},
    Feature{"http://jabber.org/protocol/muc#self-ping-optimization"_L1, &RoomFeatures::selfPing},
};

static void readFeature(const QString &name, RoomFeatures &features)
{
    const auto known = std::ranges::find_if(knownFeatures, [&](const Feature &one) { return name == one.name; });
    if (known != knownFeatures.end())
        features.*known->member = known->value;
    else if (name == moderationNamespace)
        features.moderation = ModerationVersion::Current;
    else if (name == oldModerationNamespace)
        features.moderation = std::max(features.moderation, ModerationVersion::Old);
}

static bool isTrue(const QString &value)
{
    return value == "1"_L1 || value == "true"_L1;
}

static bool isSha1(const QString &text)
{
    return text.size() == sha1HexLength && std::ranges::all_of(text, [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
           });
}

static void readField(const QString &name, const QString &value, RoomFeatures &features)
{
    if (name == "muc#roominfo_description"_L1) {
        features.description = bounded(value, maxRoomDescription);
    } else if (name == "muc#roominfo_occupants"_L1) {
        bool isNumber = false;
        const int count = value.toInt(&isNumber);
        features.occupants = isNumber && count >= 0 ? count : -1;
    } else if (name == "muc#roominfo_subjectmod"_L1 || name == "muc#roomconfig_changesubject"_L1) {
        features.isSubjectModifiable = isTrue(value);
    } else if (name == "muc#roominfo_avatarhash"_L1 && isSha1(value)) {
        features.avatarHash = value.toLower();
    } else if (name == "muc#roomconfig_roomname"_L1 && features.name.isEmpty()) {
        features.name = bounded(value, maxRoomName);
    }
}

// Reads the form of section 15.5.4.
static void readForm(const QDomElement &form, RoomFeatures &features)
{
    for (auto field = form.firstChildElement(); !field.isNull(); field = field.nextSiblingElement()) {
        if (isElement(field, "field"_L1, formNamespace))
            readField(field.attribute(u"var"_s), childElement(field, "value"_L1, formNamespace).text(), features);
    }
}

static bool isRoomInfo(const QDomElement &form)
{
    for (auto field = form.firstChildElement(); !field.isNull(); field = field.nextSiblingElement()) {
        if (field.attribute(u"var"_s) == "FORM_TYPE"_L1)
            return childElement(field, "value"_L1, formNamespace).text()
                == "http://jabber.org/protocol/muc#roominfo"_L1;
    }
    return false;
}

std::optional<RoomFeatures> roomFeaturesFrom(const QDomElement &iq)
{
    RoomFeatures features;
    bool isRoom = false;
    const QDomElement query = childElement(iq, "query"_L1, discoInfoNamespace);
    for (auto child = query.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, "feature"_L1, discoInfoNamespace)) {
            readFeature(child.attribute(u"var"_s), features);
        } else if (isElement(child, "identity"_L1, discoInfoNamespace)) {
            const bool isConference = child.attribute(u"category"_s) == "conference"_L1;
            if (isConference && !isRoom)
                features.name = bounded(child.attribute(u"name"_s), maxRoomName);
            isRoom = isRoom || isConference;
        } else if (isElement(child, "x"_L1, formNamespace) && isRoomInfo(child)) {
            readForm(child, features);
        }
    }
    return isRoom ? std::optional(features) : std::nullopt;
}

} // namespace WebJabber
