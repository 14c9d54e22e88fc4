// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statedirectory.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto lockName = "webjabberd.lock"_L1;
static constexpr mode_t ownerOnlyDirectory = 0700;
static constexpr mode_t ownerOnlyFile = 0600;

Result<StateDirectory> StateDirectory::open(const QString &path)
{
    const QString absolute = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    QDir().mkpath(QFileInfo(absolute).path());
    if (::mkdir(QFile::encodeName(absolute).constData(), ownerOnlyDirectory) != 0 && errno != EEXIST)
        return problem(ProblemCode::StorageUnavailable,
                       u"%1 cannot be made: %2"_s.arg(absolute, qt_error_string(errno)));

    StateDirectory directory(absolute, -1);
    const QString lockFile = directory.filePath(lockName);
    // The kernel releases the lock when the process ends, in any way.
    directory.m_lock = ::open(QFile::encodeName(lockFile).constData(), O_RDWR | O_CREAT | O_CLOEXEC, ownerOnlyFile);
    if (directory.m_lock < 0)
        return problem(ProblemCode::StorageUnavailable,
                       u"%1 cannot be written: %2"_s.arg(lockFile, qt_error_string(errno)));
    if (::flock(directory.m_lock, LOCK_EX | LOCK_NB) == 0)
        return directory;
    if (errno == EWOULDBLOCK)
        return problem(ProblemCode::StorageUnavailable, u"%1 is in use by another webjabberd"_s.arg(absolute));
    return problem(ProblemCode::StorageUnavailable, u"%1 cannot be locked: %2"_s.arg(lockFile, qt_error_string(errno)));
}

StateDirectory::~StateDirectory()
{
    if (m_lock >= 0)
        ::close(m_lock);
}

QString StateDirectory::filePath(QLatin1StringView name) const
{
    return m_path + u'/' + name;
}

} // namespace WebJabber
