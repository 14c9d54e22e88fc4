// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QList>
#include <QString>

#include <optional>
#include <sys/types.h>

namespace WebJabber {

// The credentials of a UNIX socket's peer, as of when it connected (SO_PEERCRED and SO_PEERGROUPS, socket(7)).
struct Peer {
    uid_t uid = uid_t(-1);
    pid_t pid = 0;
    QList<gid_t> groups; // the primary one first

    // Returns nullopt if the kernel does not report them.
    static std::optional<Peer> of(int descriptor);
    // True for root, the daemon's own user and members of the group.
    bool isAllowed(gid_t group) const;
};

// Finds a group by name or number; for an empty text the daemon's own. Fails with a message for the operator.
Result<gid_t> findGroup(const QString &group);

} // namespace WebJabber
