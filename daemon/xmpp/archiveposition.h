// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace WebJabber {

// How far an account's archive (XEP-0313) was taken over.
struct ArchivePosition {
    QString id; // of the newest stanza known from it; empty: the archive was empty
    QDateTime time; // UTC; of that stanza, to go by where the server no longer has it

    // As the store keeps it, in Account::archiveId: the time, a space, the id.
    QString toString() const;
    // Nothing where the text is empty. A text without a time is an id.
    static std::optional<ArchivePosition> fromString(const QString &text);

    friend bool operator==(const ArchivePosition &, const ArchivePosition &) = default;
};

} // namespace WebJabber
