// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/notifysetting.h"

#include "shared/nametable.h"
#include "xmpp/xmlcopy.h"
#include "xmpp/xmlelements.h"
#include "xmpp/xmppnamespaces.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr NameTable notifySettingNames(std::array{
    std::pair(NotifySetting::Never, "never"_L1),
    std::pair(NotifySetting::OnMention, "on-mention"_L1),
    std::pair(NotifySetting::Always, "always"_L1),
});

// Whether an element has an attribute, which limits a setting to some clients.
static bool isLimited(const QDomElement &element)
{
    const QDomNamedNodeMap attributes = element.attributes();
    for (int i = 0; i < attributes.count(); ++i) {
        if (!attributes.item(i).nodeName().startsWith("xmlns"_L1))
            return true;
    }
    return false;
}

// Returns the setting that an element stands for, if it is one for all clients.
static std::optional<NotifySetting> generalSetting(const QDomElement &element)
{
    if (element.namespaceURI() != notifyNamespace || isLimited(element))
        return std::nullopt;
    return notifySettingNames.find(element.localName());
}

std::optional<NotifySetting> notifySettingIn(const QDomElement &extensions)
{
    std::optional<NotifySetting> most;
    const QDomElement notify = childElement(extensions, "notify"_L1, notifyNamespace);
    for (auto child = notify.firstChildElement(); !child.isNull(); child = child.nextSiblingElement())
        most = std::max(most, generalSetting(child)); // nullopt is less than each value
    return most;
}

static void writeNotify(const QDomElement &notify, std::optional<NotifySetting> setting, QXmlStreamWriter &writer)
{
    QList<QDomElement> others;
    for (auto child = notify.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (!generalSetting(child))
            others.append(child);
    }
    if (!setting && others.isEmpty())
        return;
    writer.writeStartElement("notify"_L1);
    writer.writeDefaultNamespace(notifyNamespace);
    if (setting)
        writer.writeEmptyElement(notifySettingNames[*setting]);
    for (const QDomElement &other : others)
        copyElement(other, notifyNamespace, writer);
    writer.writeEndElement();
}

void writeExtensions(const QDomElement &extensions, std::optional<NotifySetting> setting, QXmlStreamWriter &writer)
{
    const QDomElement notify = childElement(extensions, "notify"_L1, notifyNamespace);
    if (!setting && extensions.firstChildElement().isNull())
        return;
    writer.writeStartElement("extensions"_L1);
    for (auto child = extensions.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child != notify)
            copyElement(child, bookmarksNamespace, writer);
    }
    writeNotify(notify, setting, writer);
    writer.writeEndElement();
}

} // namespace WebJabber
