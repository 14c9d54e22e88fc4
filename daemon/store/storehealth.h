// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/database.h"

#include <QDeadlineTimer>

namespace WebJabber {

// Turns failures into problems for users and log messages. It logs a failure at most once in a while, and logs again
// when storing works. A success soon after a failure does not count, because on a full disk small transactions still
// succeed.
class StoreHealth
{
public:
    // Logs the failure and returns the problem for users.
    Problem failed(const SqlError &error);
    // Call it after a transaction that wrote; a read does not show that the disk works.
    void succeeded();

private:
    bool m_isFailing = false;
    QDeadlineTimer m_logPause; // until then failures are not logged
    QDeadlineTimer m_recoveryTime; // until then a success does not count
};

// The problem for users if the store is too busy.
Problem queueFullProblem();

} // namespace WebJabber
