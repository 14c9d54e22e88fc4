// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/secretkey.h"
#include "shared/jid.h"

#include <QByteArray>
#include <QString>

#include <expected>

namespace WebJabber {

// Seals accounts' credentials for the store with AES-256-GCM. Each seal uses a new key, which is sealed with the master
// key. A sealed secret opens only for the same account. Thread-safe. The keys are wiped on destruction.
class Vault
{
public:
    // Loads the master key (see masterkey.h), or makes it on the first start. Fails with a text for the operator, also
    // if the key is not the one that the credentials in the directory were sealed with, which the file vault.check
    // shows.
    static std::expected<Vault, QString> open(
        const QString &stateDirectory,
        const QString &credentialsDirectory = qEnvironmentVariable("CREDENTIALS_DIRECTORY"));

    // A secret opens only for the purpose that it was sealed for.
    enum class Purpose {
        Credentials, // Account::credentials
        Webhook, // PushSubscription::secret
    };

    // Ends the program if the system provides no random numbers.
    QByteArray seal(const Jid &account, QByteArrayView secret, Purpose purpose = Purpose::Credentials) const;
    // Fails if `sealed` was sealed for another account or purpose or with another key, or was changed in any way. Never
    // returns a wrong secret.
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
