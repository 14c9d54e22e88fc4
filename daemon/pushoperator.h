// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/pushcontrol.h"

#include <QObject>

namespace WebJabber {

class PushDispatcher;
class Store;

// Implements the control interface for pushes. Reads subscriptions from the store and applies actions to the store and
// the dispatcher.
class PushOperator final : public QObject, public PushControl
{
    Q_OBJECT

public:
    // Both must outlive it.
    PushOperator(Store &store, PushDispatcher &dispatcher, QObject *parent = nullptr);

    Answer<QList<PushSubscription>> subscriptions() override;
    Answer<void> retry(const QString &id) override;
    Answer<void> remove(const QString &id) override;

private:
    Answer<void> find(const QString &id);

    Store &m_store;
    PushDispatcher &m_dispatcher;
};

} // namespace WebJabber
