// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/messagejson.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

QJsonObject messageStateJson(const Outgoing &message)
{
    // In a chat a message is referred to by its origin-id, which is its id.
    QJsonObject object{{u"id"_s, message.id}, {u"ref"_s, message.id}, {u"state"_s, outgoingStateName(message.state)}};
    const auto insert = [&object](QLatin1StringView name, const QString &value) {
        if (!value.isEmpty())
            object.insert(name, value);
    };
    insert("problem"_L1, message.problem);
    insert("condition"_L1, message.condition);
    insert("detail"_L1, message.detail);
    return object;
}

QJsonObject messageJson(const Outgoing &message)
{
    QJsonObject object = messageStateJson(message);
    object.insert("seq"_L1, message.seq);
    return object;
}

} // namespace WebJabber
