// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/processinfo.h"

#include <QFile>

#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static qint64 readResidentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

static qint64 countDescriptors()
{
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(::opendir("/proc/self/fd"), &::closedir);
    if (folder) {
        qint64 count = -3; // ".", ".." and the folder's own
        while (::readdir(folder.get())) // NOLINT(concurrency-mt-unsafe): its own stream
            ++count;
        return count;
    }
    // A non-dumpable process that is not root cannot read /proc/self/fd. The lowest free number is a good estimate.
    const int lowest = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (lowest >= 0)
        ::close(lowest);
    return lowest;
}

ProcessInfo ProcessInfo::now()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    return {readResidentBytes(), countDescriptors(), qint64(files.rlim_cur)};
}

} // namespace WebJabber
