// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/peer.h"
#include "shared/problem.h"

#include <QString>

namespace WebJabber {

// What was done through the admin socket: a file of JSON lines, one per act,
// each `{time, uid, pid, action, target}`. It is opened for each line, so that
// it may be moved away at any time.
class AuditLog
{
public:
    explicit AuditLog(const QString &file)
        : m_file(file)
    {
    }

    // To be called before the act: where this fails it must not be done.
    // `target` is the JID or id, empty where it concerns all.
    Result<void> write(const Peer &peer, const QString &action, const QString &target) const;

private:
    QString m_file;
};

} // namespace WebJabber
