// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/committimes.h"
#include "store/inspection.h"

#include <QFuture>
#include <QObject>

#include <memory>

namespace WebJabber {

class SqlStore;

// Queries about the store for operators. The rules of Store apply. A query over all accounts runs in slices, with other
// operations in between, so its results may be from different times.
class SqlInspector : public QObject
{
    Q_OBJECT

public:
    // The store must outlive it.
    explicit SqlInspector(SqlStore &store, QObject *parent = nullptr);

    // Returns the queues of all accounts, in the order they were made.
    QFuture<Result<QList<QueueInfo>>> queues();
    // Returns the queues of these accounts. Skips those that do not exist.
    QFuture<Result<QList<QueueInfo>>> queues(const QList<Jid> &accounts);

    CommitTimes::Snapshot commitTimes() const;

private:
    struct Walk; // iterates over all accounts

    void queryNext(const std::shared_ptr<Walk> &walk, qint64 accountId);

    SqlStore &m_store;
};

} // namespace WebJabber
