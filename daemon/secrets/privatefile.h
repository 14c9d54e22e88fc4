// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <expected>
#include <optional>

namespace WebJabber {

// Small files for one user only, which are written completely or not at all.

enum class FileGuard {
    OwnerOnly, // must belong to this process's user and be readable by no other
    Managed, // protected by another party, such as systemd's credentials, whose ACLs look like group permissions
};

// Returns the content, or nothing if there is no such file. Fails with a text for the operator if the file cannot be
// read, is not protected as `guard` requires, is too large or is not a regular file.
std::expected<std::optional<QByteArray>, QString> readPrivateFile(const QString &path, FileGuard guard);

// Makes the file with mode 0400, durably, and its directory if needed. After a power cut or a kill the file is complete
// or absent. An existing file, possibly made by another process at the same time, stays as it is.
std::expected<void, QString> makePrivateFile(const QString &path, QByteArrayView content);

} // namespace WebJabber
