// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QFuture>

class QObject;

namespace WebJabber {

class SessionRegistry;
class Store;

// What a client gives that signs in.
struct NewDevice {
    Jid account;
    QString password;
    DeviceKind kind = DeviceKind::V1;
    QString name;
    QByteArray tokenHash;
};

// Signs the account in at its XMPP server and adds the device. A device that is answered has a session: the account's
// last device may leave while this one is on its way, and take the session with it; then it is started again. Fails as
// SessionRegistry::signIn() and Store::addDevice() do, and leaves no device then. Nothing happens once `context`, which
// lives on the main thread, is gone.
QFuture<Result<Device>> openDevice(QObject *context, SessionRegistry &sessions, Store &store, const NewDevice &wanted);

} // namespace WebJabber
