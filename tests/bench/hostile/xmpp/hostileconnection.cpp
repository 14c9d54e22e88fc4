// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber::Bench {

using namespace std::string_literals;
using namespace std::chrono_literals;

HostileConnection::HostileConnection(int socket, HostileDomain &domain)
    : m_socket(socket)
    , m_domain(domain)
{
    ++m_domain.tally.connects;
}

HostileConnection::~HostileConnection()
{
    close(m_socket);
}

bool HostileConnection::serve()
{
    std::array<char, 16 * 1024> buffer;
    while (!isHostile() || m_domain.behaviour->reads()) {
        const long count = recv(m_socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            return false;
        if (count < 0)
            break;
        m_scanner.append({buffer.data(), std::size_t(count)});
        for (auto found = m_scanner.next(); found.kind != StanzaScanner::Kind::None; found = m_scanner.next()) {
            if (!handle(found))
                return false;
        }
    }
    flush();
    return !m_isEnding || !m_out.empty();
}

HostileConnection::Clock::time_point HostileConnection::nextAct() const
{
    const bool isDripping = isHostile() && m_domain.behaviour->dripInterval() > 0ms && !m_out.empty();
    const bool isActing = isHostile() && m_phase == Phase::Online && m_out.empty();
    return isDripping || isActing ? m_next : Clock::time_point::max();
}

bool HostileConnection::act()
{
    if (nextAct() > Clock::now())
        return true;
    if (!m_out.empty()) {
        drip();
        return !m_isEnding || !m_out.empty();
    }
    m_next = {};
    m_domain.behaviour->act(*this);
    if (m_domain.bytesPerSecond > 0) {
        const std::chrono::duration<double> pause(double(m_out.size()) / double(m_domain.bytesPerSecond));
        m_next = std::max(m_next, Clock::now() + std::chrono::duration_cast<Clock::duration>(pause));
    }
    flush();
    return !m_isEnding || !m_out.empty();
}

void HostileConnection::flush()
{
    if (isHostile() && m_domain.behaviour->dripInterval() > 0ms)
        return; // act() writes it
    while (m_written < m_out.size()) {
        const long count = send(m_socket, m_out.data() + m_written, m_out.size() - m_written,
                                MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count <= 0)
            return noteFailure();
        m_written += std::size_t(count);
        m_domain.tally.bytes += std::size_t(count);
    }
    m_out.clear();
    m_written = 0;
}

// After a failed write: the client may only have a full buffer.
void HostileConnection::noteFailure()
{
    if (errno == EAGAIN || errno == EINTR)
        return;
    m_out.clear();
    m_written = 0;
    m_isEnding = true;
}

void HostileConnection::drip()
{
    m_next = Clock::now() + m_domain.behaviour->dripInterval();
    if (send(m_socket, m_out.data() + m_written, 1, MSG_DONTWAIT | MSG_NOSIGNAL) != 1)
        return noteFailure();
    count();
    ++m_domain.tally.bytes;
    if (++m_written == m_out.size()) {
        m_out.clear();
        m_written = 0;
    }
}

bool HostileConnection::handle(const StanzaScanner::Found &found)
{
    if (found.kind != StanzaScanner::Kind::StreamHead && found.kind != StanzaScanner::Kind::Stanza)
        return false;
    const std::string xml(found.xml);
    if (isHostile() && m_domain.behaviour->take(*this, xml))
        return true;
    if (found.kind == StanzaScanner::Kind::Stanza)
        return handleStanza(xml);
    openStream();
    return true;
}

void HostileConnection::openStream()
{
    m_out += "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
             " id='hostile' from='"
        + m_domain.name + "' version='1.0'><stream:features>";
    if (m_phase == Phase::Open)
        m_out +=
            "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-256</mechanism></mechanisms>";
    else
        m_out += "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>";
    m_out += "</stream:features>";
}

bool HostileConnection::handleStanza(std::string_view xml)
{
    if (xml.starts_with("<iq") || xml.starts_with("<message") || xml.starts_with("<presence"))
        ++m_receivedCount;
    if (xml.starts_with("<auth"))
        return authenticate(xml);
    if (xml.starts_with("<response"))
        finishAuthentication(xml);
    else if (xml.starts_with("<iq"))
        answerIq(xml);
    else if (xml.starts_with("<enable")) {
        m_receivedCount = 0;
        m_out += "<enabled xmlns='urn:xmpp:sm:3'"s + (isHostile() ? m_domain.behaviour->enabledAttributes() : "")
            + "/>";
    } else if (xml.starts_with("<resume"))
        m_out += "<failed xmlns='urn:xmpp:sm:3'/>";
    else if (xml.starts_with("<r ") || xml.starts_with("<r/") || xml.starts_with("<r>"))
        m_out += "<a xmlns='urn:xmpp:sm:3' h='" + std::to_string(m_receivedCount) + "'/>";
    else if (xml.starts_with("<presence") && m_phase == Phase::Authenticated) {
        m_phase = Phase::Online;
        m_online = Clock::now();
        ++m_domain.tally.logins;
    }
    return true;
}

bool HostileConnection::authenticate(std::string_view xml)
{
    m_exchange = std::make_unique<ScramServer::Exchange>();
    m_scram = isHostile() ? &m_domain.hostileScram : &m_domain.honestScram;
    const std::string challenge = m_scram->challenge(fromBase64(textOf(xml)), *m_exchange);
    m_user = m_exchange->user;
    m_out += "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + toBase64(challenge) + "</challenge>";
    return !challenge.empty();
}

void HostileConnection::finishAuthentication(std::string_view xml)
{
    if (!m_exchange)
        return;
    const std::string success = m_scram->success(fromBase64(textOf(xml)), *m_exchange);
    m_exchange.reset();
    m_phase = Phase::Authenticated;
    m_out += "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + toBase64(success) + "</success>";
}

void HostileConnection::answerIq(std::string_view xml)
{
    const std::string_view type = attributeOf(xml, "type");
    if (type != "get" && type != "set")
        return;
    const auto isQueryFor = [xml](std::string_view what) { return xml.find(what) != xml.npos; };
    const std::string id(attributeOf(xml, "id"));
    std::string content;
    if (isQueryFor("urn:ietf:params:xml:ns:xmpp-bind"))
        content = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + fullJid() + "</jid></bind>";
    else if (isQueryFor("jabber:iq:roster"))
        content = "<query xmlns='jabber:iq:roster'/>";
    else if (isQueryFor("disco#info"))
        content = "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:mam:2'/></query>";
    else if (isQueryFor("urn:xmpp:mam:2"))
        content = "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'>"
                  "<count>0</count></set></fin>";
    m_out += "<iq type='result' id='" + id + "'>" + content + "</iq>";
}

} // namespace WebJabber::Bench
