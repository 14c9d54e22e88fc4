// SPDX-License-Identifier: GPL-3.0-or-later
#include "loadconnection.h"

#include <array>
#include <charconv>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber::Bench {

using namespace std::string_literals;

static constexpr std::string_view saslNamespace = "urn:ietf:params:xml:ns:xmpp-sasl";
static constexpr std::string_view managementNamespace = "urn:xmpp:sm:3";
static const std::string text(100, 'x');

LoadConnection::LoadConnection(int socket, LoadContext &context)
    : m_socket(socket)
    , m_context(context)
{
}

LoadConnection::~LoadConnection()
{
    if (m_account && m_account->connection == this) {
        m_account->connection = nullptr;
        --m_context.accounts.online;
    }
    close(m_socket);
}

// Like recv(2): 0 at the end, negative if there is nothing yet.
long LoadConnection::read(char *buffer, std::size_t size)
{
    if (!m_tls)
        return recv(m_socket, buffer, size, MSG_DONTWAIT);
    const int count = SSL_read(m_tls.get(), buffer, int(size));
    if (count > 0)
        return count;
    const int error = SSL_get_error(m_tls.get(), count);
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? -1 : 0;
}

bool LoadConnection::serve()
{
    std::array<char, 16 * 1024> buffer;
    for (long count = 0; (count = read(buffer.data(), buffer.size())) >= 0;) {
        if (count == 0)
            return false;
        m_scanner.append({buffer.data(), std::size_t(count)});
        for (auto found = m_scanner.next(); found.kind != StanzaScanner::Kind::None; found = m_scanner.next()) {
            if (!handle(found))
                return false;
        }
    }
    flush();
    return true;
}

// The rest is sent when the socket is writable again, which causes a call of serve().
void LoadConnection::flush()
{
    while (!m_out.empty()) {
        const long count = m_tls ? SSL_write(m_tls.get(), m_out.data(), int(m_out.size()))
                                 : send(m_socket, m_out.data(), m_out.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count <= 0)
            return;
        m_out.erase(0, std::size_t(count));
    }
    m_out.shrink_to_fit();
}

bool LoadConnection::handle(const StanzaScanner::Found &found)
{
    switch (found.kind) {
    case StanzaScanner::Kind::StreamHead:
        openStream();
        return true;
    case StanzaScanner::Kind::Stanza:
        return handleStanza(found.xml);
    default:
        return false;
    }
}

void LoadConnection::openStream()
{
    m_out += "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
             " id='load' from='localhost' version='1.0'><stream:features>";
    if (m_phase == Phase::Open && m_context.tls)
        m_out += "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>";
    else if (m_phase != Phase::Authenticated)
        m_out += "<mechanisms xmlns='"s.append(saslNamespace) + "'><mechanism>SCRAM-SHA-256</mechanism></mechanisms>";
    else
        m_out += "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='"s.append(managementNamespace) + "'/>";
    m_out += "</stream:features>";
}

bool LoadConnection::handleStanza(std::string_view xml)
{
    const bool isStanza = xml.starts_with("<iq") || xml.starts_with("<message") || xml.starts_with("<presence");
    if (isStanza)
        ++m_receivedCount;
    if (xml.starts_with("<starttls"))
        startTls();
    else if (xml.starts_with("<auth"))
        return authenticate(xml);
    else if (xml.starts_with("<response"))
        finishAuthentication(xml);
    else if (xml.starts_with("<iq"))
        answerIq(xml);
    else if (xml.starts_with("<presence"))
        comeOnline();
    else if (xml.starts_with("<enable")) {
        m_managed = true;
        m_receivedCount = m_sentCount = 0;
        m_out += "<enabled xmlns='"s.append(managementNamespace) + "'/>";
    } else if (xml.starts_with("<resume"))
        m_out += "<failed xmlns='"s.append(managementNamespace) + "'/>";
    else if (xml.starts_with("<r ") || xml.starts_with("<r/") || xml.starts_with("<r>"))
        m_out += "<a xmlns='"s.append(managementNamespace) + "' h='" + std::to_string(m_receivedCount) + "'/>";
    else if (xml.starts_with("<a "))
        handleAcknowledgement(xml);
    else if (xml.starts_with("<message"))
        handleMessage(xml);
    return true;
}

void LoadConnection::handleMessage(std::string_view xml)
{
    static constexpr std::string_view mark = "<body>posted ";
    ++m_context.accounts.received;
    m_context.accounts.receivedIds.emplace(attributeOf(xml, "id"));
    const std::size_t body = xml.find(mark);
    if (body != xml.npos && !m_context.accounts.posted.emplace(textOf(xml.substr(body))).second)
        ++m_context.accounts.postedTwice;
}

void LoadConnection::startTls()
{
    m_out += "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    flush();
    m_scanner.reset();
    m_tls.reset(SSL_new(m_context.tls));
    SSL_set_fd(m_tls.get(), m_socket);
    SSL_set_accept_state(m_tls.get());
    m_phase = Phase::Secure;
}

bool LoadConnection::authenticate(std::string_view xml)
{
    m_scram = std::make_unique<ScramServer::Exchange>();
    const std::string challenge = m_context.scram.challenge(fromBase64(textOf(xml)), *m_scram);
    // The digits after "user".
    const std::string_view user = m_scram->user;
    std::size_t number = m_context.accounts.all.size();
    if (user.starts_with("user"))
        std::from_chars(user.data() + 4, user.data() + user.size(), number);
    if (challenge.empty() || number >= m_context.accounts.all.size())
        return false;
    m_account = &m_context.accounts.all[number];
    m_user = user;
    m_out += "<challenge xmlns='"s.append(saslNamespace) + "'>" + toBase64(challenge) + "</challenge>";
    return true;
}

void LoadConnection::finishAuthentication(std::string_view xml)
{
    if (!m_scram)
        return;
    const std::string success = m_context.scram.success(fromBase64(textOf(xml)), *m_scram);
    m_scram.reset();
    if (success.empty()) {
        m_out += "<failure xmlns='"s.append(saslNamespace) + "'><not-authorized/></failure>";
        return;
    }
    m_phase = Phase::Authenticated;
    m_out += "<success xmlns='"s.append(saslNamespace) + "'>" + toBase64(success) + "</success>";
}

void LoadConnection::answerIq(std::string_view xml)
{
    const std::string_view type = attributeOf(xml, "type");
    if (type != "get" && type != "set")
        return;
    const auto isQueryFor = [xml](std::string_view what) { return xml.find(what) != xml.npos; };
    if (isQueryFor("urn:ietf:params:xml:ns:xmpp-bind"))
        result(xml, "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + m_user + "@localhost/load</jid></bind>");
    else if (isQueryFor("jabber:iq:roster"))
        result(xml, "<query xmlns='jabber:iq:roster'/>");
    else if (isQueryFor("urn:xmpp:mam:2"))
        result(xml,
               "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>"
               "<count>0</count></set></fin>");
    else if (isQueryFor("urn:xmpp:carbons:2") || isQueryFor("urn:xmpp:ping"))
        result(xml, {});
    else
        m_out += "<iq type='error' id='"s.append(attributeOf(xml, "id"))
            + "'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
    ++m_sentCount;
}

void LoadConnection::result(std::string_view iq, std::string_view content)
{
    m_out += "<iq type='result' id='"s.append(attributeOf(iq, "id")) + "'>";
    m_out.append(content) += "</iq>";
}

// Presence follows the session's setup; kept messages are sent then.
void LoadConnection::comeOnline()
{
    if (!m_account || m_account->connection == this)
        return;
    if (!m_account->connection)
        ++m_context.accounts.online;
    m_account->connection = this;
    m_context.accounts.logins.count();
    for (OwedMessage &message : m_account->owed)
        deliver(message);
}

void LoadConnection::deliver(OwedMessage &message)
{
    message.number = ++m_sentCount;
    m_out += "<message from='friend@localhost/phone' to='" + m_user + "@localhost/load' type='chat' id='" + message.id
        + "'><body>" + text + "</body><stanza-id xmlns='urn:xmpp:sid:0' by='" + m_user + "@localhost' id='" + message.id
        + "'/></message><r xmlns='urn:xmpp:sm:3'/>";
    flush();
}

bool LoadConnection::sendStanza(std::string_view stanza)
{
    if (!m_out.empty())
        return false;
    ++m_sentCount;
    m_out = stanza;
    flush();
    return true;
}

void LoadConnection::handleAcknowledgement(std::string_view xml)
{
    const std::string_view count = attributeOf(xml, "h");
    std::uint32_t taken = 0;
    std::from_chars(count.data(), count.data() + count.size(), taken);
    if (!m_account || m_account->connection != this)
        return;
    while (!m_account->owed.empty() && m_account->owed.front().number <= taken)
        m_account->owed.pop_front();
}

} // namespace WebJabber::Bench
