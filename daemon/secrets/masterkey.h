// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/secretkey.h"

#include <QString>

#include <expected>

namespace WebJabber {

enum class MissingKey { Make, Refuse };

struct MasterKey {
    SecretKey key;
    QString path; // where it was read from, for people
};

// The key that wraps the keys of all accounts: the systemd credential
// webjabber-master-key where `credentialsDirectory` (systemd's
// $CREDENTIALS_DIRECTORY; empty: none) holds it, else the file master.key in the
// state directory, which is made on the first start. Either is 32 bytes, as
// they are or in base64. Fails with a text for the operator.
std::expected<MasterKey, QString> loadMasterKey(const QString &stateDirectory, const QString &credentialsDirectory,
                                                MissingKey missing);

} // namespace WebJabber
