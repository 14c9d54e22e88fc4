// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/storedtypes.h"

namespace WebJabber {

// A device with what is kept of its token.
struct StoredDevice {
    Device device;
    QByteArray tokenHash;
};

void insertDevice(Database &database, qint64 accountId, const StoredDevice &device);
// One without an id where there is none.
Device selectDevice(Database &database, const QString &id);
QList<StoredDevice> selectAllDevices(Database &database);
// In the order they were added.
QList<Device> selectDevices(Database &database, qint64 accountId);
// Those that have expired; of an account without any other, only those that had expired by `graceEnd`.
QList<Device> selectExpiredDevices(Database &database, const QDateTime &now, const QDateTime &graceEnd, qint64 limit);

// What every device of the account has acknowledged; nothing where it has none.
std::optional<qint64> acknowledgedByAll(Database &database, qint64 accountId);

void updateAcknowledged(Database &database, const QString &id, qint64 seq);
void updateLastSeen(Database &database, const Device &device); // and expires
void deleteDevice(Database &database, const QString &id);
void deleteDevices(Database &database, qint64 accountId);

} // namespace WebJabber
