// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/secretkey.h"

#include <QString>

#include <expected>

namespace WebJabber {

enum class MissingKey { Make, Refuse };

struct MasterKey {
    SecretKey key;
    QString path; // the source, human-readable
};

// Loads the key that wraps the keys of all accounts. It is the systemd credential webjabber-master-key if
// `credentialsDirectory` (systemd's $CREDENTIALS_DIRECTORY; empty: none) contains it, otherwise the file master.key in
// the state directory. If that file is missing and `missing` is Make, it is made. Either holds 32 bytes, raw or in
// base64. Fails with a text for the operator.
std::expected<MasterKey, QString> loadMasterKey(const QString &stateDirectory, const QString &credentialsDirectory,
                                                MissingKey missing);

} // namespace WebJabber
