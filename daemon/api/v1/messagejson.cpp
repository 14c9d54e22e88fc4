// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/messagejson.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static QJsonObject outcomeJson(const Outgoing &message)
{
    QJsonObject object{{u"id"_s, message.id}, {u"state"_s, outgoingStateNames[message.state]}};
    const auto insert = [&object](QLatin1StringView name, const QString &value) {
        if (!value.isEmpty())
            object.insert(name, value);
    };
    insert("problem"_L1, message.problem);
    insert("condition"_L1, message.condition);
    insert("detail"_L1, message.detail);
    return object;
}

QJsonObject acceptedJson(const Outgoing &message)
{
    QJsonObject object = outcomeJson(message);
    object.insert("seq"_L1, message.seq);
    return object;
}

QJsonObject messageStateJson(const Outgoing &message)
{
    QJsonObject object = outcomeJson(message);
    object.insert("ref"_L1, message.id); // in a chat the origin-id, which is the id
    return object;
}

QJsonObject messageJson(const Outgoing &message)
{
    QJsonObject object = messageStateJson(message);
    object.insert("seq"_L1, message.seq);
    return object;
}

} // namespace WebJabber
