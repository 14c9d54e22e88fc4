// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QString>

#include <utility>

namespace WebJabber {

// The daemon's state directory, locked by this process.
class StateDirectory
{
public:
    // Makes the directory, accessible to its owner only, if it is missing. Fails with storage-unavailable if it cannot
    // be written or another process has locked it.
    static Result<StateDirectory> open(const QString &path);

    StateDirectory(StateDirectory &&other) noexcept
        : m_path(std::move(other.m_path))
        , m_lock(std::exchange(other.m_lock, -1))
    {
    }
    ~StateDirectory();
    StateDirectory(const StateDirectory &) = delete;
    StateDirectory &operator=(const StateDirectory &) = delete;
    StateDirectory &operator=(StateDirectory &&) = delete;

    QString filePath(QLatin1StringView name) const;

private:
    StateDirectory(QString path, int lock)
        : m_path(std::move(path))
        , m_lock(lock)
    {
    }

    QString m_path;
    int m_lock; // a file descriptor; -1: moved from
};

} // namespace WebJabber
