// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/devicecache.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace WebJabber {

static constexpr std::chrono::days idleLifetime{30};
static constexpr std::chrono::days longestLifetime{180};
static constexpr auto lastSeenStep = 1h;

void DeviceCache::add(const StoredDevice &stored)
{
    m_devices.insert(stored.tokenHash, stored.device);
    m_hashes.insert(stored.device.id, stored.tokenHash);
    m_ids.insert(stored.device.account, stored.device.id);
}

void DeviceCache::add(const QList<StoredDevice> &devices)
{
    for (const StoredDevice &device : devices)
        add(device);
}

Device *DeviceCache::find(const QByteArray &tokenHash, const QDateTime &now)
{
    const auto found = m_devices.find(tokenHash);
    return found != m_devices.end() && now < found->expires ? &*found : nullptr;
}

Device *DeviceCache::lastLegacy(const Jid &account, const QDateTime &now)
{
    Device *last = nullptr;
    const auto [begin, end] = m_ids.equal_range(account);
    for (auto id = begin; id != end; ++id) {
        Device *device = find(m_hashes.value(*id), now);
        if (device && device->kind == DeviceKind::Legacy && (!last || last->lastSeen < device->lastSeen))
            last = device;
    }
    return last;
}

QList<StoredDevice> DeviceCache::remove(const QString &id)
{
    const QByteArray hash = m_hashes.take(id);
    const auto found = m_devices.constFind(hash);
    if (found == m_devices.cend())
        return {};
    const QList<StoredDevice> removed{{*found, hash}};
    m_ids.remove(found->account, id);
    m_devices.erase(found);
    return removed;
}

QList<StoredDevice> DeviceCache::removeAll(const Jid &account)
{
    QList<StoredDevice> removed;
    for (const QString &id : m_ids.values(account))
        removed.append(remove(id));
    return removed;
}

QList<StoredDevice> DeviceCache::removeLegacy(const Jid &account)
{
    QList<StoredDevice> removed;
    for (const QString &id : m_ids.values(account)) {
        if (m_devices.value(m_hashes.value(id)).kind == DeviceKind::Legacy)
            removed.append(remove(id));
    }
    return removed;
}

void DeviceCache::setCursor(const QString &id, qint64 cursor)
{
    if (const auto found = m_devices.find(m_hashes.value(id)); found != m_devices.end())
        found->cursor = cursor;
}

void DeviceCache::setLegacyCursor(const Jid &account, qint64 cursor)
{
    const auto [begin, end] = std::as_const(m_ids).equal_range(account);
    for (auto id = begin; id != end; ++id) {
        if (const auto found = m_devices.find(m_hashes.value(*id));
            found != m_devices.end() && found->kind == DeviceKind::Legacy)
            found->cursor = cursor;
    }
}

QDateTime expiry(const QDateTime &created, const QDateTime &lastSeen)
{
    return std::min(lastSeen + idleLifetime, created + longestLifetime);
}

bool touch(Device &device, const QDateTime &now)
{
    if (now - device.lastSeen < lastSeenStep)
        return false;
    device.lastSeen = now;
    device.expires = expiry(device.created, now);
    return true;
}

} // namespace WebJabber
