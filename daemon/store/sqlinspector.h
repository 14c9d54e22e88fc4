// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storeinspector.h"

namespace WebJabber {

class SqlStore;

// Queries an SqlStore, which must outlive it.
class SqlInspector final : public QObject, public StoreInspector
{
    Q_OBJECT

public:
    explicit SqlInspector(SqlStore &store, QObject *parent = nullptr);

    Answer<QList<QueueInfo>> queues() override;
    Answer<QList<QueueInfo>> queues(const QList<Jid> &accounts) override;
    CommitTimes::Snapshot commitTimes() const override;

private:
    struct Walk; // iterates over all accounts

    void go(const std::shared_ptr<Walk> &walk, qint64 accountId);

    SqlStore &m_store;
};

} // namespace WebJabber
