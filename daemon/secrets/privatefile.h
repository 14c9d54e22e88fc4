// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <expected>
#include <optional>

namespace WebJabber {

// Small files that are there whole or not at all, and for one user only.

enum class FileGuard {
    Ours, // must belong to this process's user, and nobody else may read it
    Theirs, // somebody else sees to that: systemd's credentials, whose ACLs look like group rights
};

// The content; nothing where there is no such file. Fails with a text for the
// operator where it cannot be read, is not guarded well or is no small file.
std::expected<std::optional<QByteArray>, QString> readPrivateFile(const QString &path, FileGuard guard);

// Makes the file, mode 0400, durably. A power cut or a kill leaves either none
// or a whole one; one that is there already, perhaps made by another process
// at the same time, is left alone. Makes its folder too.
std::expected<void, QString> makePrivateFile(const QString &path, QByteArrayView content);

} // namespace WebJabber
