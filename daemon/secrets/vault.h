// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/secretkey.h"
#include "shared/jid.h"

#include <QByteArray>
#include <QString>

#include <expected>

namespace WebJabber {

// Seals accounts' credentials for the store: AES-256-GCM under a key of the
// account's own, new with each seal, which is sealed in turn under the master
// key. What is sealed opens for the same account only. Any thread may use it;
// its keys are wiped when it goes.
class Vault
{
public:
    // Loads the master key (see masterkey.h), making it on the first start. Fails
    // with a text for the operator, also where the key is not the one that what
    // is in the directory was sealed with: the file vault.check tells.
    static std::expected<Vault, QString> open(
        const QString &stateDirectory,
        const QString &credentialsDirectory = qEnvironmentVariable("CREDENTIALS_DIRECTORY"));

    // What is sealed for one purpose opens for no other.
    enum class Purpose {
        Credentials, // Account::credentials
        Webhook, // PushSubscription::secret
    };

    // Ends the program where the system gives no
    // random numbers.
    QByteArray seal(const Jid &account, QByteArrayView secret, Purpose purpose = Purpose::Credentials) const;
    // Fails, never with a wrong secret, where it was sealed for another account
    // or with another key, or was changed by as little as a bit.
    std::expected<QByteArray, QString> unseal(const Jid &account, QByteArrayView sealed,
                                              Purpose purpose = Purpose::Credentials) const;

private:
    explicit Vault(SecretKey masterKey)
        : m_masterKey(std::move(masterKey))
    {
    }

    SecretKey m_masterKey;
};

} // namespace WebJabber
