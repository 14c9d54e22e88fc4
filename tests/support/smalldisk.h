// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>

namespace WebJabber::Test {

// Gives this process and its children mounts of their own, which end with them.
// False where that is not allowed: it needs root.
[[nodiscard]] bool enterOwnMounts();

// A file system in memory. Only after enterOwnMounts().
class SmallDisk
{
public:
    explicit SmallDisk(int kibibytes);
    ~SmallDisk();
    Q_DISABLE_COPY_MOVE(SmallDisk)

    // `flags` as mount(2) takes them.
    void resize(int kibibytes, unsigned long flags = 0);
    QString stateDirectory() const { return m_directory.filePath(QStringLiteral("state")); }

private:
    QByteArray path() const { return QFile::encodeName(m_directory.path()); }

    QTemporaryDir m_directory;
};

} // namespace WebJabber::Test
