// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace WebJabber::Bench {

std::string toBase64(std::string_view bytes);
std::string fromBase64(std::string_view text);

// The server's side of SCRAM-SHA-256 (RFC 5802, section 3). All accounts have the same password.
class ScramServer
{
public:
    struct Exchange {
        std::string user;
        std::string messages; // the text that is signed at the end
    };

    ScramServer(const std::string &password, int iterations);

    // The challenge for a client-first message; both without Base64.
    std::string challenge(std::string_view clientFirst, Exchange &exchange) const;
    // The data of the success for a client-final message; empty if its proof is wrong.
    std::string success(std::string_view clientFinal, const Exchange &exchange) const;

private:
    std::string m_parameters; // salt and iterations, as in the challenge
    std::string m_serverKey;
    std::string m_storedKey;
};

} // namespace WebJabber::Bench
