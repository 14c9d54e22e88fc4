// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/outgoing.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace WebJabber {

QJsonObject outgoingContent(const Outgoing &message)
{
    return message.content.isEmpty() ? QJsonObject() : QJsonDocument::fromJson(message.content).object();
}

} // namespace WebJabber
