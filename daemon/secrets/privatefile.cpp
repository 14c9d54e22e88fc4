// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qint64 maxBytes = 4096;
static constexpr mode_t othersMask = S_IRWXG | S_IRWXO;

namespace {

class Descriptor
{
public:
    Descriptor(const QString &path, int flags)
        : m_number(open(QFile::encodeName(path).constData(), flags | O_CLOEXEC))
    {
    }
    ~Descriptor()
    {
        if (isOpen())
            close(m_number);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }

private:
    int m_number;
};

} // namespace

static std::unexpected<QString> failure(const QString &path, const QString &reason)
{
    return std::unexpected(path + u": "_s + reason);
}

static std::unexpected<QString> systemFailure(const QString &path)
{
    return failure(path, qt_error_string(errno));
}

static std::expected<void, QString> check(const struct stat &status, const QString &path, FileGuard guard)
{
    if (!S_ISREG(status.st_mode))
        return failure(path, u"is not a file"_s);
    if (status.st_size > maxBytes)
        return failure(path, u"is too large to be what it should be"_s);
    if (guard == FileGuard::OwnerOnly && status.st_uid != geteuid())
        return failure(path,
                       u"belongs to user %1, not to the user this runs as (%2)"_s.arg(status.st_uid).arg(geteuid()));
    if (guard == FileGuard::OwnerOnly && (status.st_mode & othersMask) != 0)
        return failure(
            path,
            u"others may read or change it (mode %1): if you are sure that nobody did, run chmod 0400 on it"_s.arg(
                status.st_mode & ALLPERMS, 4, 8, QChar(u'0')));
    return {};
}

std::expected<std::optional<QByteArray>, QString> readPrivateFile(const QString &path, FileGuard guard)
{
    // O_NONBLOCK: opening a pipe with this name must not block.
    const Descriptor file(path, O_RDONLY | O_NONBLOCK);
    if (!file.isOpen() && errno == ENOENT)
        return std::nullopt;
    struct stat status;
    if (!file.isOpen() || fstat(file.number(), &status) != 0)
        return systemFailure(path);
    if (const auto good = check(status, path, guard); !good)
        return std::unexpected(good.error());
    QByteArray content(status.st_size, Qt::Uninitialized);
    if (read(file.number(), content.data(), std::size_t(content.size())) != content.size())
        return failure(path, u"cannot be read whole"_s);
    return content;
}

// A new file name is durable only after its directory was synced.
static std::expected<void, QString> syncFolder(const QString &path)
{
    const Descriptor folder(path, O_RDONLY | O_DIRECTORY);
    if (!folder.isOpen() || fsync(folder.number()) != 0)
        return systemFailure(path);
    return {};
}

std::expected<void, QString> makePrivateFile(const QString &path, QByteArrayView content)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return failure(folder, u"cannot be made"_s);
    QTemporaryFile file(path + u".XXXXXX"_s);
    if (!file.open() || file.write(content.data(), content.size()) != content.size() || !file.flush())
        return failure(path, file.errorString());
    if (fchmod(file.handle(), S_IRUSR) != 0 || fsync(file.handle()) != 0)
        return systemFailure(path);
    // Unlike a rename, a link never replaces a file that another process just made.
    const QByteArray from = QFile::encodeName(file.fileName());
    if (link(from.constData(), QFile::encodeName(path).constData()) != 0 && errno != EEXIST)
        return systemFailure(path);
    return syncFolder(folder);
}

} // namespace WebJabber
