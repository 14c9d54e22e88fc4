// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/smalldisk.h"

#include <cerrno>
#include <sched.h>
#include <sys/mount.h>

namespace WebJabber::Test {

bool enterOwnMounts()
{
    if (::unshare(CLONE_NEWNS) != 0)
        return false;
    // In the chroot of resources/setup / is not a mount point, and nothing is shared anyway.
    return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 || errno == EINVAL;
}

static QByteArray sizeOption(int kibibytes)
{
    return "size=" + QByteArray::number(kibibytes) + 'k';
}

SmallDisk::SmallDisk(int kibibytes)
{
    if (::mount("tmpfs", path().constData(), "tmpfs", 0, sizeOption(kibibytes).constData()) != 0)
        qFatal("cannot mount a tmpfs");
}

SmallDisk::~SmallDisk()
{
    ::umount2(path().constData(), MNT_DETACH);
}

void SmallDisk::resize(int kibibytes, unsigned long flags)
{
    if (::mount(nullptr, path().constData(), nullptr, MS_REMOUNT | flags, sizeOption(kibibytes).constData()) != 0)
        qFatal("cannot remount the tmpfs");
}

} // namespace WebJabber::Test
