// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QJsonObject>

namespace WebJabber {

// What a push says, in as many words as the subscription wants.
struct PushNotice {
    QByteArray name; // the same for each attempt to tell the same, also after a restart: "e12"
    QJsonObject full; // PushPayload::Full
    QJsonObject brief; // PushPayload::Id
    // What it is about: a newer notice about the same takes its place. Not to
    // be shown to a push service.
    QString topic;
    bool isUrgent = true;
};

// `due` holds an event.
PushNotice noticeOf(const DuePush &due);
// `contact` is as GET /v1/contacts shows it; `number` tells one from another.
PushNotice presenceNotice(const QJsonObject &contact, qint64 number);
PushNotice testNotice(qint64 number);

// The notice as JSON of at most `maxBytes`. A body that is too long is cut
// between two characters as people count them, and the member `truncated`
// says so; where that does not help, less is told. Nothing to tell is {}.
QByteArray payloadOf(const PushNotice &notice, PushPayload payload, qsizetype maxBytes);

} // namespace WebJabber
