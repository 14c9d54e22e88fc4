// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/rowsmodel.h"

#include <QCoreApplication>

namespace WebJabber {

// The console's tables: which members of the API's rows they show, and under which titles.

class SessionsModel : public RowsModel
{
    Q_OBJECT

public:
    enum Column {
        JidColumn,
        StateColumn,
        SinceColumn,
        ServerColumn,
        DevicesColumn,
        PendingColumn,
        ActivityColumn,
        ReconnectsColumn,
        ErrorColumn
    };
    explicit SessionsModel(QObject *parent = nullptr);
};

class QueuesModel : public RowsModel
{
    Q_OBJECT

public:
    enum Column { JidColumn, DepthColumn, OutgoingColumn, DevicesColumn, OldestColumn };
    explicit QueuesModel(QObject *parent = nullptr);
};

class PushesModel : public RowsModel
{
    Q_OBJECT

public:
    enum Column { JidColumn, StateColumn, AttemptsColumn, NextColumn, StatusColumn, KindColumn, HostColumn };
    explicit PushesModel(QObject *parent = nullptr);
};

// The devices of one account, and the position up to which each has read.
class DevicesModel : public RowsModel
{
    Q_OBJECT

public:
    enum Column { KindColumn, SeenColumn, CursorColumn, BehindColumn, NameColumn };
    explicit DevicesModel(QObject *parent = nullptr);
};

// The events of one queue. The body is shown only if it was dumped.
class EventsModel : public RowsModel
{
    Q_OBJECT

public:
    enum Column { SeqColumn, TimeColumn, TypeColumn, DirectionColumn, FromColumn, ToColumn, BodyColumn };
    explicit EventsModel(QObject *parent = nullptr);
};

// A human-readable session state.
QString stateText(const QString &state);

} // namespace WebJabber
