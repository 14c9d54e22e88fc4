// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace WebJabber {

// Which credentials are stored, sealed, to sign in again after a restart of the daemon.
enum class CredentialsMode {
    TokenPreferred, // the server's token (XEP-0484) if it issues one, else the password
    Password, // the password; no tokens are requested
    None, // none: each account must sign in anew
};

} // namespace WebJabber
