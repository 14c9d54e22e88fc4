// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QFuture>

class QObject;

namespace WebJabber {

class SessionRegistry;
class Store;

// The input of a sign-in.
struct NewDevice {
    Jid account;
    QString password;
    DeviceKind kind = DeviceKind::V1;
    QString name;
    QByteArray tokenHash;
};

// Signs the account in at its XMPP server and adds the device. On success the account has a session: if its last other
// device is removed meanwhile, which also ends the session, the session is started again. Fails like
// SessionRegistry::signIn() and Store::addDevice(), without leaving a device. Does nothing after `context`, which lives
// on the main thread, is destroyed.
QFuture<Result<Device>> openDevice(QObject *context, SessionRegistry &sessions, Store &store,
                                   const NewDevice &requested);

} // namespace WebJabber
