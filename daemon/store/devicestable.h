// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/storedtypes.h"

namespace WebJabber {

// A device with the hash of its token.
struct StoredDevice {
    Device device;
    QByteArray tokenHash;
};

void insertDevice(Database &database, qint64 accountId, const StoredDevice &device);
// Returns a device without an id if there is none.
Device selectDevice(Database &database, const QString &id);
QList<StoredDevice> selectAllDevices(Database &database);
// Returns them in the order they were added.
QList<Device> selectDevices(Database &database, qint64 accountId);
// Returns the devices that have expired. If an account has no unexpired device, its devices are returned only if they
// had expired by `graceEnd`.
QList<Device> selectExpiredDevices(Database &database, const QDateTime &now, const QDateTime &graceEnd, qint64 limit);

// Returns the seq up to which all of the account's devices have acknowledged; nothing if it has no devices.
std::optional<qint64> acknowledgedByAll(Database &database, qint64 accountId);

void updateAcknowledged(Database &database, const QString &id, qint64 seq);
void updateLastSeen(Database &database, const Device &device); // also writes `expires`
void deleteDevice(Database &database, const QString &id);
void deleteDevices(Database &database, qint64 accountId);

} // namespace WebJabber
