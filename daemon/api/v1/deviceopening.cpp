// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/deviceopening.h"

#include "session/sessionregistry.h"
#include "store/store.h"
#include "store/whenready.h"

namespace WebJabber {

static QFuture<Result<Device>> withSession(QObject *context, SessionRegistry &sessions, Store &store,
                                           const NewDevice &requested, const Device &device)
{
    // find() is up to date: the store announces an earlier removal of the account before addDevice() returns the
    // device.
    if (sessions.find(requested.account))
        return readyAnswer<Device>(device);
    return sessions.signIn(requested.account, requested.password)
        .then(context, [&store, device](const Result<void> &signedIn) -> Result<Device> {
            if (signedIn)
                return device;
            store.removeDevice(device.id);
            return std::unexpected(signedIn.error());
        });
}

QFuture<Result<Device>> openDevice(QObject *context, SessionRegistry &sessions, Store &store,
                                   const NewDevice &requested)
{
    const auto addDevice = [context, &sessions, &store, requested](const Result<void> &signedIn) {
        if (!signedIn)
            return readyAnswer<Device>(std::unexpected(signedIn.error()));
        return QFuture(store.addDevice(requested.account, requested.kind, requested.name, requested.tokenHash))
            .then(context,
                  [context, &sessions, &store, requested](const Result<Device> &device) {
                      return device ? withSession(context, sessions, store, requested, *device)
                                    : readyAnswer<Device>(device);
                  })
            .unwrap();
    };
    return sessions.signIn(requested.account, requested.password).then(context, addDevice).unwrap();
}

} // namespace WebJabber
