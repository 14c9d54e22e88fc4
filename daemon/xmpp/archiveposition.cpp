// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/archiveposition.h"

namespace WebJabber {

QString ArchivePosition::toString() const
{
    return time.toUTC().toString(Qt::ISODateWithMs) + u' ' + id;
}

std::optional<ArchivePosition> ArchivePosition::fromString(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    const qsizetype space = text.indexOf(u' ');
    const QDateTime time = QDateTime::fromString(text.first(std::max(space, qsizetype(0))), Qt::ISODateWithMs);
    if (!time.isValid())
        return ArchivePosition{text, {}};
    return ArchivePosition{text.sliced(space + 1), time.toUTC()};
}

} // namespace WebJabber
