// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loadaccounts.h"
#include "scramserver.h"
#include "stanzascanner.h"

#include <openssl/ssl.h>

#include <memory>

namespace WebJabber::Bench {

// The state that all connections share.
struct LoadContext {
    LoadAccounts accounts;
    ScramServer scram;
    SSL_CTX *tls = nullptr; // null: no STARTTLS
};

// One client's stream: STARTTLS, SCRAM, bind, stream management without resumption, and empty answers to the queries of
// a session's setup. Owns its socket, which is registered edge-triggered.
class LoadConnection
{
public:
    LoadConnection(int socket, LoadContext &context);
    ~LoadConnection();
    LoadConnection(const LoadConnection &) = delete;
    LoadConnection &operator=(const LoadConnection &) = delete;

    // Reads and answers everything available. Returns false if the connection has ended.
    [[nodiscard]] bool serve();
    // Sends a message, and requests its acknowledgement.
    void deliver(OwedMessage &message);
    // Sends a stanza that is not kept. Returns false if it was not sent, as the client has not read the earlier ones
    // yet.
    [[nodiscard]] bool sendStanza(std::string_view stanza);

private:
    enum class Phase { Open, Secure, Authenticated };

    long read(char *buffer, std::size_t size);
    void flush();
    bool handle(const StanzaScanner::Found &found);
    bool handleStanza(std::string_view xml);
    void openStream();
    void startTls();
    bool authenticate(std::string_view xml);
    void finishAuthentication(std::string_view xml);
    void answerIq(std::string_view xml);
    void result(std::string_view iq, std::string_view content);
    void comeOnline();
    void handleMessage(std::string_view xml);
    void handleAcknowledgement(std::string_view xml);

    int m_socket;
    LoadContext &m_context;
    LoadAccount *m_account = nullptr;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_tls{nullptr, &SSL_free};
    Phase m_phase = Phase::Open;
    StanzaScanner m_scanner;
    std::string m_out;
    std::unique_ptr<ScramServer::Exchange> m_scram; // during the sign-in
    std::string m_user;
    bool m_managed = false;
    std::uint32_t m_receivedCount = 0; // stanzas since stream management was enabled
    std::uint32_t m_sentCount = 0;
};

} // namespace WebJabber::Bench
