// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace WebJabber {

// The position up to which an account's archive (XEP-0313) was imported.
struct ArchivePosition {
    QString id; // of the newest stanza known from the archive; empty: the archive was empty
    QDateTime time; // UTC; of that stanza; used if the server no longer has the stanza

    // The format of Account::archiveId in the store: the time, a space, the id.
    QString toString() const;
    // Returns nullopt if the text is empty. A text without a time is an id.
    static std::optional<ArchivePosition> fromString(const QString &text);

    friend bool operator==(const ArchivePosition &, const ArchivePosition &) = default;
};

} // namespace WebJabber
