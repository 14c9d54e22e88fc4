// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace WebJabber {

// The web app's files, from the program's own resources. All but the entry
// points live under a path with the version, a hash of all of them: what is
// there never changes, so that browsers may keep it for good.
class WebApp
{
public:
    struct File {
        QByteArray type; // for Content-Type
        QByteArray content;
        QByteArray deflated; // the same in the zlib format; empty where it would not be shorter
        QByteArray etag;
    };

    WebApp();

    // Sixteen hexadecimal digits.
    QString version() const { return m_version; }
    // "main.js"; null where there is none.
    const File *find(const QString &name) const;

private:
    QByteArray withPlaceholders(const QByteArray &text) const;

    QString m_version;
    QHash<QString, File> m_files;
};

} // namespace WebJabber
