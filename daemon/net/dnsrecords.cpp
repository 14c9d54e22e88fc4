// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dnsrecords.h"

#include <QUrl>

#include <algorithm>

namespace WebJabber {

static constexpr qsizetype longestName = 253; // RFC 1035, section 2.3.4, as text
static constexpr qsizetype longestLabel = 63;
// The longest second-level label that is taken for part of a public suffix: "co" in co.uk, "com" in com.br.
static constexpr qsizetype longestSecondLevelSuffix = 3;

static bool isLabel(const QByteArray &label)
{
    return !label.isEmpty() && label.size() <= longestLabel;
}

static bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

QByteArray dnsName(const QString &text)
{
    QByteArray name = QUrl::toAce(text).toLower();
    if (name.endsWith('.'))
        name.chop(1);
    if (name.size() > longestName || !std::ranges::all_of(name, isPlain)
        || !std::ranges::all_of(name.split('.'), isLabel))
        return {};
    return name;
}

QByteArray registeredDomain(const QByteArray &name)
{
    const QByteArrayList labels = name.split('.');
    if (labels.size() <= 2)
        return name;
    const bool hasLongSuffix = labels.at(labels.size() - 2).size() <= longestSecondLevelSuffix;
    return labels.last(hasLongSuffix ? 3 : 2).join('.');
}

} // namespace WebJabber
