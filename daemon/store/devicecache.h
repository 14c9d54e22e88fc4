// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/devicestable.h"

#include <QHash>
#include <QMultiHash>

namespace WebJabber {

// All devices, for the thread that handles requests, as each request looks up one.
class DeviceCache
{
public:
    void add(const StoredDevice &device);
    void add(const QList<StoredDevice> &devices);
    // Returns the device with this token, or null if there is none or it has expired. The pointer is valid until the
    // next change.
    Device *find(const QByteArray &tokenHash, const QDateTime &now);
    // Returns the account's unexpired legacy device with the latest `lastSeen`, or null if there is none.
    Device *lastLegacy(const Jid &account, const QDateTime &now);

    // These return what they removed, so that the caller can add it again.
    QList<StoredDevice> remove(const QString &id);
    QList<StoredDevice> removeAll(const Jid &account);
    QList<StoredDevice> removeLegacy(const Jid &account);

    void setCursor(const QString &id, qint64 cursor);
    void setLegacyCursor(const Jid &account, qint64 cursor);

private:
    QHash<QByteArray, Device> m_devices; // by token hash
    QHash<QString, QByteArray> m_hashes; // by device id
    QMultiHash<Jid, QString> m_ids; // by account
};

// Returns when a device expires that was last used at `lastSeen`: 30 days after that, but at most 180 days after it was
// added.
QDateTime expiry(const QDateTime &created, const QDateTime &lastSeen);

// Updates when the device was last used, and its expiry. Returns false if nothing changed, because `lastSeen` is
// updated once an hour at most.
bool touch(Device &device, const QDateTime &now);

} // namespace WebJabber
