// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

QLatin1StringView showName(Show show)
{
    switch (show) {
    case Show::Offline:
        return "offline"_L1;
    case Show::Online:
        return "online"_L1;
    case Show::Chat:
        return "chat"_L1;
    case Show::Away:
        return "away"_L1;
    case Show::Xa:
        return "xa"_L1;
    case Show::Dnd:
        return "dnd"_L1;
    }
    Q_UNREACHABLE_RETURN("offline"_L1);
}

} // namespace WebJabber
