// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/peer.h"
#include "shared/problem.h"

#include <QString>

namespace WebJabber {

// Log of the actions on the admin socket: JSON lines of `{time, uid, pid, action, target}`. The file is opened for each
// line, so it can be rotated at any time.
class AuditLog
{
public:
    explicit AuditLog(const QString &file)
        : m_file(file)
    {
    }

    // Call it before the action. If it fails, the action must not be executed. `target` is the JID or id; empty if the
    // action concerns everything.
    Result<void> write(const Peer &peer, const QString &action, const QString &target) const;

private:
    QString m_file;
};

} // namespace WebJabber
