// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/database.h"

#include <QDeadlineTimer>

namespace WebJabber {

// Tells users and the log of failures: the log once in a while, and again when
// they seem to be over. On a full disk small transactions still succeed.
class StoreHealth
{
public:
    // Logs what failed, and answers what users are told.
    Problem failed(const SqlError &error);
    // After a transaction that may have written: reading says nothing of disks.
    void succeeded();

private:
    bool m_isFailing = false;
    QDeadlineTimer m_silence; // until then the log says nothing of failures
    QDeadlineTimer m_doubt; // until then a success says nothing
};

// What users are told where the store is not to blame, but too busy.
Problem tooMuchWaiting();

} // namespace WebJabber
