// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/peer.h"

#include <QFile>

#include <array>
#include <grp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr std::size_t maxGroups = 1024;

std::optional<Peer> Peer::of(int descriptor)
{
    ucred credentials{};
    socklen_t size = sizeof(credentials);
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return std::nullopt;
    Peer peer{credentials.uid, credentials.pid, {credentials.gid}};
    std::array<gid_t, maxGroups> groups{};
    size = sizeof(groups);
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) == 0) {
        for (std::size_t i = 0; i < size / sizeof(gid_t); ++i)
            peer.groups.append(groups[i]);
    }
    return peer;
}

bool Peer::isAllowed(gid_t group) const
{
    return uid == 0 || uid == geteuid() || groups.contains(group);
}

Result<gid_t> findGroup(const QString &group)
{
    if (group.isEmpty())
        return getegid();
    bool isNumber = false;
    const uint number = group.toUInt(&isNumber);
    if (isNumber)
        return gid_t(number);
    // NOLINTNEXTLINE(concurrency-mt-unsafe): once, while the daemon starts
    if (const ::group *entry = getgrnam(QFile::encodeName(group).constData()))
        return entry->gr_gid;
    return problem(ProblemCode::InvalidRequest, u"there is no group \"%1\" on this machine"_s.arg(group));
}

} // namespace WebJabber
