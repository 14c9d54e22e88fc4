// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QJsonObject>

namespace WebJabber {

// The content of a push, for each level of detail that a subscription can request.
struct PushNotice {
    QByteArray name; // the same for each attempt to send this notice, also after a restart: "e12"
    QJsonObject full; // PushPayload::Full
    QJsonObject brief; // PushPayload::Id
    // The subject: a newer notice with the same topic replaces this one. Must not be sent to a push service.
    QString topic;
    bool isUrgent = true;
};

// `due` must hold an event.
PushNotice noticeOf(const DuePush &due);
// `contact` is as in GET /v1/contacts; `number` distinguishes notices.
PushNotice presenceNotice(const QJsonObject &contact, qint64 number);
PushNotice testNotice(qint64 number);

// Returns the notice as JSON of at most `maxBytes`. A body that is too long is cut between two grapheme clusters, and
// the member `truncated` is added. If that is not enough, a lower level of detail is returned; the lowest is {}.
QByteArray payloadOf(const PushNotice &notice, PushPayload payload, qsizetype maxBytes);

} // namespace WebJabber
