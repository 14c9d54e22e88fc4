// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/connectioncredentials.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>
#include <QXmppClient.h>
#include <QXmppConfiguration.h>
#include <QXmppSasl2UserAgent.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static const QString applicationName = u"webjabber"_s;

// The longest wait that fits a 32-bit timer, with some margin.
static constexpr std::chrono::milliseconds longestWait = 20 * 24h;

static QByteArray toXml(const QXmppCredentials &credentials)
{
    QByteArray xml;
    QXmlStreamWriter writer(&xml);
    credentials.toXml(writer);
    return xml;
}

static QXmppCredentials fromXml(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    reader.readNextStartElement();
    return QXmppCredentials::fromXml(reader).value_or(QXmppCredentials());
}

// Invalid if there is no token, or if the token has no expiry.
static QDateTime expiryOf(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    while (reader.readNextStartElement()) {
        if (reader.name() == "ht-token"_L1)
            return QDateTime::fromString(reader.attributes().value("expiry"_L1).toString(), Qt::ISODate);
    }
    return {};
}

static StoredCredentials storable(const StoredCredentials &current, CredentialsMode mode)
{
    return mode == CredentialsMode::None ? StoredCredentials{{}, {}, current.deviceId, {}} : current;
}

ConnectionCredentials::ConnectionCredentials(CredentialsMode mode, QXmppClient &client, Listener &listener)
    : m_mode(mode)
    , m_client(client)
    , m_listener(listener)
    , m_renewal([this] { m_listener.handleRenewalDue(); })
{
    m_current.deviceId = QUuid::createUuid();
}

void ConnectionCredentials::restore(const StoredCredentials &stored)
{
    m_reported = stored;
    m_current = storable(stored, m_mode);
    m_isApplied = false;
    if (m_current.deviceId.isNull())
        m_current.deviceId = QUuid::createUuid();
    report();
}

void ConnectionCredentials::adopt(const StoredCredentials &current)
{
    m_current = current;
    m_isApplied = false;
    report();
    if (m_client.isConnected())
        planRenewal();
}

void ConnectionCredentials::setPassword(const QString &password)
{
    m_current.password = password;
    m_current.passwordHash = PasswordHash::of(password);
    m_current.token.clear();
    m_isApplied = false;
}

// The resource is the same after a restart, so that the server drops what it still keeps for the lost
// connection. Others cannot guess it.
static QString resourceOf(const QUuid &deviceId, quint32 number)
{
    QByteArray name = deviceId.toRfc4122();
    if (number > 0)
        name += QByteArray::number(number);
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256);
    return applicationName + u'.' + QString::fromLatin1(hash.first(6).toHex());
}

void ConnectionCredentials::apply()
{
    QXmppConfiguration &configuration = m_client.configuration();
    configuration.setResource(resourceOf(m_current.deviceId, m_resourceNumber));
    // The server generates the rest of the resource from the device id (XEP-0386).
    configuration.setResourcePrefix(m_resourceNumber == 0 ? applicationName
                                                          : applicationName + u'-' + QString::number(m_resourceNumber));
    configuration.setCredentials(fromXml(m_current.token)); // also clears the password
    configuration.setPassword(m_current.password);
    m_applied = configuration.credentials();
    m_isApplied = true;
    configuration.setSasl2UserAgent(QXmppSasl2UserAgent(m_current.deviceId, u"WebJabber"_s, u"webjabberd"_s));
    // A token that was issued in another mode is still used.
    configuration.setUseFastTokenAuthentication(m_mode == CredentialsMode::TokenPreferred
                                                || !m_current.token.isEmpty());
    // ANONYMOUS is disabled, as QXmpp would use it if the server offers nothing better: it accepts any password,
    // as a user that the server makes up. PLAIN, which QXmpp disables by default, is enabled: servers with
    // passwords in a directory (LDAP) offer nothing else, and within TLS it is as safe as the certificate.
    static const QStringList neverUsed(u"ANONYMOUS"_s);
    configuration.setDisabledSaslMechanisms(neverUsed);
}

void ConnectionCredentials::reportAgain()
{
    m_reported = {};
}

void ConnectionCredentials::handleConnected()
{
    if (!m_isApplied)
        return; // the current credentials were not tried yet
    takeToken();
    report();
    planRenewal();
}

// A token that arrived just before the stream broke may be used by the next connect, and is then the only valid one.
void ConnectionCredentials::handleDisconnected()
{
    m_renewal.stop();
    if (m_isApplied && takeToken())
        report();
}

// WORKAROUND (QXmpp 1.10): compares the credentials, as QXmppClient::credentialsChanged() is not emitted for each
// token, only for those of a sign-in whose stream did not break. Ends with a QXmpp that emits it for each token.
bool ConnectionCredentials::takeToken()
{
    QXmppConfiguration &configuration = m_client.configuration();
    const QXmppCredentials credentials = configuration.credentials();
    if (credentials == m_applied)
        return false;
    m_current.token = toXml(credentials);
    m_current.password.clear();
    configuration.setPassword({});
    m_applied = configuration.credentials();
    return true;
}

void ConnectionCredentials::report()
{
    const StoredCredentials toStore = storable(m_current, m_mode);
    if (std::exchange(m_reported, toStore) != toStore)
        m_listener.handleCredentials(toStore);
}

void ConnectionCredentials::planRenewal()
{
    const QDateTime expiry = expiryOf(m_current.token);
    const std::chrono::milliseconds left = expiry.isValid() ? expiry - QDateTime::currentDateTimeUtc() : 0ms;
    if (left > 0ms)
        m_renewal.start(std::clamp<std::chrono::milliseconds>(left * 2 / 3, 1s, longestWait));
}

} // namespace WebJabber
