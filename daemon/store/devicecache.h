// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/devicestable.h"

#include <QHash>
#include <QMultiHash>

namespace WebJabber {

// Every device there is, for the thread that answers requests: each request
// asks for one.
class DeviceCache
{
public:
    void add(const StoredDevice &device);
    void add(const QList<StoredDevice> &devices);
    // The one with this token, unless it has expired. Good until the next
    // change; null where there is none.
    Device *find(const QByteArray &tokenHash, const QDateTime &now);
    // That of the account's legacy devices that was seen last; null where
    // there is none.
    Device *lastLegacy(const Jid &account, const QDateTime &now);

    // What was removed, so that it can be added again.
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

// When a device expires that was used at `lastSeen`: 30 days later, 180 after
// it was added at most.
QDateTime expiry(const QDateTime &created, const QDateTime &lastSeen);

// Notes that the device was used, and moves its expiry on. False where nothing
// changed, as that is kept to the hour.
bool touch(Device &device, const QDateTime &now);

} // namespace WebJabber
