// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/outgoing.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

QLatin1StringView outgoingStateName(OutgoingState state)
{
    switch (state) {
    case OutgoingState::Queued:
        return "queued"_L1;
    case OutgoingState::Sent:
        return "sent"_L1;
    case OutgoingState::Failed:
        return "failed"_L1;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace WebJabber
