// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/archiveposition.h"

#include <QDomElement>
#include <QString>

#include <optional>

namespace WebJabber {

// The wrapper around an archived message (XEP-0313, section 4.2).
struct ArchiveResult {
    QString queryId;
    ArchivePosition position; // of this result
    QDomElement message; // null if it wraps none
};

// Returns nullopt if the message is not a result of an archive query. A result without a time has the time `received`.
// The caller must check that the sender is the archive it queried. Pure.
std::optional<ArchiveResult> archiveResultFrom(const QDomElement &message, const QDateTime &received);

} // namespace WebJabber
