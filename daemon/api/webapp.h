// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace WebJabber {

// The web app's files, from the program's resources. All but the entry points are served below a path with the version,
// a hash of all files. Content below that path never changes, so browsers may cache it forever.
class WebApp
{
public:
    struct File {
        QByteArray type; // for Content-Type
        QByteArray content;
        QByteArray deflated; // in zlib format; empty if that is not shorter
        QByteArray etag;
    };

    WebApp();

    // 16 hexadecimal digits.
    QString version() const { return m_version; }
    // `name` as in "main.js". Returns null if there is no such file.
    const File *find(const QString &name) const;

private:
    QByteArray withPlaceholders(const QByteArray &text) const;

    QString m_version;
    QHash<QString, File> m_files;
};

} // namespace WebJabber
