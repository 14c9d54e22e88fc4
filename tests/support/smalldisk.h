// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>

namespace WebJabber::Test {

// Gives this process and its children a private mount namespace, which ends with them. Returns false if that is not
// permitted: it needs root.
[[nodiscard]] bool enterOwnMounts();

// A tmpfs of limited size. Call enterOwnMounts() first.
class SmallDisk
{
public:
    explicit SmallDisk(int kibibytes);
    ~SmallDisk();
    Q_DISABLE_COPY_MOVE(SmallDisk)

    // `flags` are those of mount(2).
    void resize(int kibibytes, unsigned long flags = 0);
    QString stateDirectory() const { return m_directory.filePath(QStringLiteral("state")); }

private:
    QByteArray path() const { return QFile::encodeName(m_directory.path()); }

    QTemporaryDir m_directory;
};

} // namespace WebJabber::Test
