// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace WebJabber {

// What is kept, sealed, for signing in again after a restart of the daemon.
enum class CredentialsMode {
    TokenPreferred, // the server's token (XEP-0484) where it gives one, else the password
    Password, // the password; no tokens are asked for
    None, // nothing: everybody signs in anew
};

} // namespace WebJabber
