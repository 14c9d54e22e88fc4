// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/deviceopening.h"

#include "session/sessionregistry.h"
#include "store/store.h"
#include "store/whenanswered.h"

namespace WebJabber {

static QFuture<Result<Device>> withSession(QObject *context, SessionRegistry &sessions, Store &store,
                                           const NewDevice &wanted, const Device &device)
{
    // find() is up to date: the store announces an earlier removal of the account before addDevice() returns the
    // device.
    if (sessions.find(wanted.account))
        return readyAnswer<Device>(device);
    return sessions.signIn(wanted.account, wanted.password)
        .then(context, [&store, device](const Result<void> &signedIn) -> Result<Device> {
            if (signedIn)
                return device;
            store.removeDevice(device.id);
            return std::unexpected(signedIn.error());
        });
}

QFuture<Result<Device>> openDevice(QObject *context, SessionRegistry &sessions, Store &store, const NewDevice &wanted)
{
    const auto addDevice = [context, &sessions, &store, wanted](const Result<void> &signedIn) {
        if (!signedIn)
            return readyAnswer<Device>(std::unexpected(signedIn.error()));
        return QFuture(store.addDevice(wanted.account, wanted.kind, wanted.name, wanted.tokenHash))
            .then(context,
                  [context, &sessions, &store, wanted](const Result<Device> &device) {
                      return device ? withSession(context, sessions, store, wanted, *device)
                                    : readyAnswer<Device>(device);
                  })
            .unwrap();
    };
    return sessions.signIn(wanted.account, wanted.password).then(context, addDevice).unwrap();
}

} // namespace WebJabber
