// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"
#include "store/storedtypes.h"

#include <QJsonObject>

namespace WebJabber {

class Session;

// JSON for /admin/v1. Unknown values are null.

// `queue` is null if the store does not have the account yet; `session` is null if the account has none now.
QJsonObject sessionRow(const Jid &account, const Session *session, const QueueInfo *queue);
QJsonObject queueRow(const QueueInfo &queue);
QJsonObject deviceRow(const Device &device, qint64 newest);
// Contains the body, or only its length.
QJsonObject queuedEvent(const Event &event, bool withBody);
QJsonObject pushRow(const PushSubscription &subscription);
// Without the parts that need a store query.
QJsonObject statusJson(const AdminContext &context);
QJsonObject apiVersion();
// The data of the charts, oldest first.
QJsonObject historyJson(const Statistics &statistics);

} // namespace WebJabber
