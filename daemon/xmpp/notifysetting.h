// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/bookmarks.h"

#include <QDomElement>
#include <QXmlStreamWriter>

namespace WebJabber {

// Returns the setting in the <notify/> (XEP-0492) of an <extensions/> element. Settings for one kind of client do not
// count. If there are several the one with the most notifications counts. Pure.
std::optional<NotifySetting> notifySettingIn(const QDomElement &extensions);

// Writes the <extensions/> of a bookmark: all that was in it, with another setting for all clients. Writes nothing if
// that is empty.
void writeExtensions(const QDomElement &extensions, std::optional<NotifySetting> setting, QXmlStreamWriter &writer);

} // namespace WebJabber
