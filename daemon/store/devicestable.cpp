// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/devicestable.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

// The columns in the order that deviceFrom() reads.
static const QByteArray selectDevicesSql =
    "SELECT d.id, a.jid, d.kind, d.name, d.created, d.last_seen, d.expires,"
    " CASE WHEN d.kind = 'compat' THEN a.compat_cursor ELSE d.acknowledged END, d.token_hash"
    " FROM devices d JOIN accounts a ON a.id = d.account_id";

static Device deviceFrom(const Rows &rows)
{
    Device device;
    device.id = rows.text(0);
    device.account = Jid::fromServer(rows.text(1));
    device.kind = rows.value(2, deviceKindNames);
    device.name = rows.text(3);
    device.created = rows.time(4);
    device.lastSeen = rows.time(5);
    device.expires = rows.time(6);
    device.cursor = rows.number(7);
    return device;
}

void insertDevice(Database &database, qint64 accountId, const StoredDevice &stored)
{
    const Device &device = stored.device;
    database.execute("INSERT INTO devices (id, account_id, token_hash, kind, name, acknowledged, created, last_seen,"
                     " expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_L1,
                     device.id, accountId, stored.tokenHash, deviceKindNames[device.kind], device.name, device.cursor,
                     device.created, device.lastSeen, device.expires);
}

Device selectDevice(Database &database, const QString &id)
{
    static const QByteArray sql = selectDevicesSql + " WHERE d.id = ?";
    Rows rows = database.select(QLatin1StringView(sql), id);
    return rows.next() ? deviceFrom(rows) : Device();
}

QList<StoredDevice> selectAllDevices(Database &database)
{
    QList<StoredDevice> devices;
    Rows rows = database.select(QLatin1StringView(selectDevicesSql));
    while (rows.next())
        devices.append({deviceFrom(rows), rows.bytes(8)});
    return devices;
}

static QList<Device> devicesFrom(Rows &&rows)
{
    QList<Device> devices;
    while (rows.next())
        devices.append(deviceFrom(rows));
    return devices;
}

QList<Device> selectDevices(Database &database, qint64 accountId)
{
    static const QByteArray sql = selectDevicesSql + " WHERE d.account_id = ? ORDER BY d.created, d.id";
    return devicesFrom(database.select(QLatin1StringView(sql), accountId));
}

QList<Device> selectExpiredDevices(Database &database, const QDateTime &now, const QDateTime &graceEnd, qint64 limit)
{
    static const QByteArray sql = selectDevicesSql
        + " WHERE d.expires <= ? AND (EXISTS"
          " (SELECT 1 FROM devices o WHERE o.account_id = d.account_id AND o.expires > ?)"
          " OR NOT EXISTS (SELECT 1 FROM devices o WHERE o.account_id = d.account_id AND o.expires > ?)) LIMIT ?";
    return devicesFrom(database.select(QLatin1StringView(sql), now, now, graceEnd, limit));
}

std::optional<qint64> acknowledgedByAll(Database &database, qint64 accountId)
{
    Rows rows = database.select("SELECT min(CASE WHEN d.kind = 'compat' THEN a.compat_cursor ELSE d.acknowledged END)"
                                " FROM devices d JOIN accounts a ON a.id = d.account_id WHERE d.account_id = ?"_L1,
                                accountId);
    return rows.next() && !rows.isNull(0) ? std::optional(rows.number(0)) : std::nullopt;
}

void updateAcknowledged(Database &database, const QString &id, qint64 seq)
{
    database.execute("UPDATE devices SET acknowledged = ? WHERE id = ?"_L1, seq, id);
}

void updateLastSeen(Database &database, const Device &device)
{
    database.execute("UPDATE devices SET last_seen = ?, expires = ? WHERE id = ?"_L1, device.lastSeen, device.expires,
                     device.id);
}

void deleteDevice(Database &database, const QString &id)
{
    database.execute("DELETE FROM devices WHERE id = ?"_L1, id);
}

void deleteDevices(Database &database, qint64 accountId)
{
    database.execute("DELETE FROM devices WHERE account_id = ?"_L1, accountId);
}

} // namespace WebJabber
