// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/databasefile.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr mode_t ownerOnly = 0600;

// A check of a file of this size takes about a second if it is read from disk, and a restart must be fast. A larger
// file is not checked; a damaged page is noticed when it is read.
static constexpr qint64 maxCheckedBytes = 256LL * 1024 * 1024;

static std::unexpected<Problem> unusable(const QString &file, const QString &why)
{
    return problem(ProblemCode::StorageUnavailable, u"the database %1 cannot be used: %2"_s.arg(file, why));
}

static void setUp(Database &database)
{
    for (const QString &statement : SqlDialect::setUpStatements())
        database.executeOnce(statement);
}

// Makes a new file name in the directory durable.
static bool syncDirectory(const QString &directory)
{
    const int descriptor = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool done = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return done;
}

// Creates the database under another name first, so that an empty or incomplete file with the final name is always a
// sign of damage.
static Result<void> create(const QString &file, std::chrono::milliseconds busyTimeout,
                           const QList<Migration> &migrations)
{
    for (const QString &leftover : SqlDialect::companionFiles(file)) {
        if (QFile::exists(leftover))
            return unusable(file, u"it is missing, but %1 is there"_s.arg(leftover));
    }
    const QString newFile = file + ".new"_L1;
    for (const QString &leftover : SqlDialect::companionFiles(newFile) + QStringList{newFile})
        QFile::remove(leftover);
    const int descriptor = ::open(QFile::encodeName(newFile).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                                  ownerOnly);
    if (descriptor < 0)
        return unusable(file, qt_error_string(errno));
    ::close(descriptor);
    {
        Database database(newFile, Database::Mode::Write, busyTimeout);
        setUp(database);
        migrate(database, 0, migrations);
    }
    if (std::rename(QFile::encodeName(newFile).constData(), QFile::encodeName(file).constData()) != 0
        || !syncDirectory(QFileInfo(file).path()))
        return unusable(file, qt_error_string(errno));
    return {};
}

// Returns the schema version. Writes nothing.
static Result<int> check(const QString &file, std::chrono::milliseconds busyTimeout, int known)
{
    const QFileInfo info(file);
    if (!info.isFile())
        return unusable(file, u"it is not a file"_s);
    if (info.size() == 0)
        return unusable(file, u"it is empty"_s);
    Database database(file, Database::Mode::Read, busyTimeout);
    if (info.size() <= maxCheckedBytes) {
        Rows rows = database.select(SqlDialect::quickCheck());
        if (!rows.next() || rows.text(0) != "ok"_L1)
            return unusable(file, u"it is damaged (%1)"_s.arg(rows.text(0).simplified()));
    }
    const auto version = schemaVersion(database, known);
    if (!version)
        return unusable(file, version.error().detail);
    if (*version == 0)
        return unusable(file, u"it holds nothing"_s);
    return *version;
}

Result<std::unique_ptr<Database>> openDatabaseFile(const QString &file, std::chrono::milliseconds busyTimeout,
                                                   const QList<Migration> &migrations)
{
    try {
        if (!QFileInfo::exists(file)) {
            if (const auto created = create(file, busyTimeout, migrations); !created)
                return std::unexpected(created.error());
        }
        const auto version = check(file, busyTimeout, int(migrations.size()));
        if (!version)
            return std::unexpected(version.error());
        auto database = std::make_unique<Database>(file, Database::Mode::Write, busyTimeout);
        setUp(*database);
        migrate(*database, *version, migrations);
        return database;
    } catch (const SqlError &error) {
        return unusable(file, error.kind == SqlDialect::Failure::Full ? u"the disk is full"_s : error.text);
    }
}

} // namespace WebJabber
