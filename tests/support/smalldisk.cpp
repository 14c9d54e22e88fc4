// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/smalldisk.h"

#include <sched.h>
#include <sys/mount.h>

namespace WebJabber::Test {

bool enterOwnMounts()
{
    return ::unshare(CLONE_NEWNS) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
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
