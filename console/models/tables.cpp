// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/tables.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

using Kind = RowsModel::Kind;

QString stateText(const QString &state)
{
    if (state == "online"_L1)
        return SessionsModel::tr("online");
    if (state == "connecting"_L1)
        return SessionsModel::tr("connecting");
    if (state == "waiting"_L1)
        return SessionsModel::tr("waiting");
    if (state == "refused"_L1)
        return SessionsModel::tr("refused");
    return SessionsModel::tr("offline");
}

static QString pushStateText(const QString &state)
{
    if (state == "ok"_L1)
        return PushesModel::tr("working");
    return state == "retrying"_L1 ? PushesModel::tr("retrying") : PushesModel::tr("broken");
}

static QString deviceKindText(const QString &kind)
{
    return kind == "compat"_L1 ? DevicesModel::tr("2012 client") : DevicesModel::tr("v1 client");
}

static QString eventTypeText(const QString &word)
{
    if (word == "in"_L1)
        return EventsModel::tr("received");
    if (word == "out"_L1)
        return EventsModel::tr("sent");
    if (word == "message"_L1)
        return EventsModel::tr("message");
    if (word == "receipt"_L1)
        return EventsModel::tr("receipt");
    if (word == "marker"_L1)
        return EventsModel::tr("read marker");
    if (word == "subscription"_L1)
        return EventsModel::tr("contact request");
    return word;
}

SessionsModel::SessionsModel(QObject *parent)
    : RowsModel("jid"_L1,
                {{"jid"_L1, tr("JID")},
                 {"state"_L1, tr("State"), Kind::Keyword},
                 {"since"_L1, tr("Since"), Kind::Time},
                 {"server"_L1, tr("Server")},
                 {"devices"_L1, tr("Devices"), Kind::Number},
                 {"pending"_L1, tr("Pending"), Kind::Number},
                 {"last_activity"_L1, tr("Last activity"), Kind::Time},
                 {"reconnects"_L1, tr("Reconnects"), Kind::Number},
                 {"last_error"_L1, tr("Last error")}},
                &stateText, parent)
{
}

QueuesModel::QueuesModel(QObject *parent)
    : RowsModel("jid"_L1,
                {{"jid"_L1, tr("JID")},
                 {"depth"_L1, tr("Events"), Kind::Number},
                 {"outgoing"_L1, tr("To be sent"), Kind::Number},
                 {"devices"_L1, tr("Devices"), Kind::Number},
                 {"oldest_time"_L1, tr("Oldest"), Kind::Time}},
                {}, parent)
{
}

PushesModel::PushesModel(QObject *parent)
    : RowsModel("id"_L1,
                {{"jid"_L1, tr("JID")},
                 {"state"_L1, tr("State"), Kind::Keyword},
                 {"attempts"_L1, tr("Failed attempts"), Kind::Number},
                 {"next_attempt_at"_L1, tr("Next attempt"), Kind::Time},
                 {"last_status"_L1, tr("Last status"), Kind::Number},
                 {"kind"_L1, tr("Kind")},
                 {"host"_L1, tr("Host")}},
                &pushStateText, parent)
{
}

DevicesModel::DevicesModel(QObject *parent)
    : RowsModel("id"_L1,
                {{"kind"_L1, tr("Kind"), Kind::Keyword},
                 {"last_seen"_L1, tr("Last seen"), Kind::Time},
                 {"cursor"_L1, tr("Read up to"), Kind::Number},
                 {"behind"_L1, tr("Unread"), Kind::Number},
                 {"name"_L1, tr("Name")}},
                &deviceKindText, parent)
{
}

EventsModel::EventsModel(QObject *parent)
    : RowsModel("key"_L1,
                {{"seq"_L1, tr("No."), Kind::Number},
                 {"time"_L1, tr("Time"), Kind::Time},
                 {"type"_L1, tr("Type"), Kind::Keyword},
                 {"direction"_L1, tr("Direction"), Kind::Keyword},
                 {"from"_L1, tr("From")},
                 {"to"_L1, tr("To")},
                 {"body"_L1, tr("Text")}},
                &eventTypeText, parent)
{
}

} // namespace WebJabber
