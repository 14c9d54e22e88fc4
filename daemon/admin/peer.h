// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QList>
#include <QString>

#include <optional>
#include <sys/types.h>

namespace WebJabber {

// Who is at the other end of a UNIX socket, as the kernel noted when it
// connected (SO_PEERCRED and SO_PEERGROUPS, socket(7)).
struct Peer {
    uid_t uid = uid_t(-1);
    pid_t pid = 0;
    QList<gid_t> groups; // the primary one first

    // Nothing where the kernel does not tell.
    static std::optional<Peer> of(int descriptor);
    // root, the daemon's own user, or a member of the group.
    bool isAllowed(gid_t group) const;
};

// A group by its name or number; the daemon's own for an empty text. Fails with
// a detail for the operator.
Result<gid_t> findGroup(const QString &group);

} // namespace WebJabber
