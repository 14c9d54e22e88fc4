// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

#include <QJsonObject>

namespace WebJabber {

class Session;

// How /admin/v1 shows values. What is not known is null.

// `queue` is null for one that the store does not know yet; `session` where
// the account has none at the moment.
QJsonObject sessionRow(const Jid &account, const Session *session, const QueueInfo *queue);
QJsonObject queueRow(const QueueInfo &queue);
QJsonObject deviceRow(const Device &device, qint64 newest);
// With the body, or with its length only.
QJsonObject queuedEvent(const Event &event, bool withBody);
QJsonObject pushRow(const PushSubscription &subscription);
// Without what needs the store.
QJsonObject statusJson(const AdminContext &context);
QJsonObject apiVersion();
// The numbers of the charts, the oldest first.
QJsonObject historyJson(const Statistics &statistics);

} // namespace WebJabber
