// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.h"

#include "config/configreader.h"
#include "config/httpkeys.h"
#include "shared/jid.h"
#include "shared/logoutput.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr qint64 minStanzaBytes = 16 * 1024;
static constexpr qint64 maxStanzaBytes = 16 * 1024 * 1024;
static constexpr qint64 minQueueBytes = 16 * 1024;
static constexpr qint64 maxQueueBytes = 1LL << 40;
static constexpr qint64 maxAnswerBytes = 64 * 1024 * 1024;
static constexpr qint64 maxReconnectsPerSecond = 1000;
static constexpr qint64 maxAutoAwayMinutes = 24 * 60;
static constexpr qint64 maxRefsDays = 3650;
static constexpr qint64 maxPort = 65535;
static constexpr qint64 maxAccounts = 1'000'000;
static constexpr qint64 maxRetryMinutes = 7 * 24 * 60;

static constexpr std::array legacyAuthChoices{
    ConfigChoice{"token"_L1, LegacyAuth::Token},
    ConfigChoice{"jid"_L1, LegacyAuth::Jid},
    ConfigChoice{"off"_L1, LegacyAuth::Off},
};
static constexpr std::array passwordInQueryChoices{
    ConfigChoice{"loopback"_L1, PasswordInQuery::Loopback},
    ConfigChoice{"always"_L1, PasswordInQuery::Always},
    ConfigChoice{"never"_L1, PasswordInQuery::Never},
};
static constexpr std::array credentialsChoices{
    ConfigChoice{"token-preferred"_L1, CredentialsMode::TokenPreferred},
    ConfigChoice{"password"_L1, CredentialsMode::Password},
    ConfigChoice{"none"_L1, CredentialsMode::None},
};
static constexpr std::array tlsChoices{
    ConfigChoice{"required"_L1, TlsMode::Required},
    ConfigChoice{"direct"_L1, TlsMode::Direct},
    ConfigChoice{"off"_L1, TlsMode::Off},
};

std::optional<ListenAddress> parseListenAddress(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 0)
        return {};
    const QString port = text.sliced(colon + 1);
    QString host = text.first(colon);
    const bool brackets = host.startsWith(u'[') && host.endsWith(u']');
    if (brackets)
        host = host.sliced(1, host.size() - 2);

    ListenAddress listen;
    bool isNumber = false;
    listen.port = port.toUShort(&isNumber);
    const bool onlyDigits = std::ranges::all_of(port, [](QChar c) { return c >= u'0' && c <= u'9'; });
    const auto protocol = brackets ? QAbstractSocket::IPv6Protocol : QAbstractSocket::IPv4Protocol;
    if (!isNumber || !onlyDigits || !listen.address.setAddress(host) || listen.address.protocol() != protocol)
        return {};
    if (!brackets && listen.address.toString() != host)
        return {}; // rejects "127.1" and the like
    return listen;
}

// Returns a host name or address in the form of QUrl::host().
static std::optional<QString> hostName(const QString &text)
{
    QUrl url;
    url.setHost(text, QUrl::StrictMode);
    return url.host().isEmpty() ? std::nullopt : std::optional(url.host());
}

static std::optional<QString> domainName(const QString &text)
{
    const auto jid = Jid::parseBare(text);
    return jid && jid->local().isEmpty() && !text.contains(u'@') ? std::optional(jid->domain()) : std::nullopt;
}

static ConfigSetter portsSetter(QList<quint16> &target)
{
    const QString expected = ConfigTexts::tr("a list of ports, each a whole number from 1 to %1").arg(maxPort);
    return [&target, expected](const toml::node &node) -> std::optional<ConfigFault> {
        const auto *array = node.as_array();
        if (!array)
            return ConfigFault{&node, expected};
        QList<quint16> ports;
        for (const toml::node &element : *array) {
            const auto *number = element.as_integer();
            if (!number || number->get() < 1 || number->get() > maxPort)
                return ConfigFault{&element, expected};
            ports.append(quint16(number->get()));
        }
        target = ports;
        return {};
    };
}

static ConfigSetter minutesSetter(QList<std::chrono::milliseconds> &target)
{
    const QString expected =
        ConfigTexts::tr("a list of minutes, each a whole number from 1 to %1").arg(maxRetryMinutes);
    return [&target, expected](const toml::node &node) -> std::optional<ConfigFault> {
        const auto *array = node.as_array();
        if (!array)
            return ConfigFault{&node, expected};
        QList<std::chrono::milliseconds> waits;
        for (const toml::node &element : *array) {
            const auto *number = element.as_integer();
            if (!number || number->get() < 1 || number->get() > maxRetryMinutes)
                return ConfigFault{&element, expected};
            waits.append(std::chrono::minutes(number->get()));
        }
        target = waits;
        return {};
    };
}

// Accepts the contacts that RFC 8292, section 2.1, allows.
static std::optional<QString> contact(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isMail = url.scheme() == "mailto"_L1 && url.path().contains(u'@');
    const bool isWeb = url.scheme() == "https"_L1 && !url.host().isEmpty();
    return url.isValid() && (isMail || isWeb) ? std::optional(text) : std::nullopt;
}

static ConfigSetter certificatesSetter(QList<QSslCertificate> &target, const ConfigReader &reader)
{
    return [&target, &reader](const toml::node &node) -> std::optional<ConfigFault> {
        QString path;
        if (const auto fault = pathSetter(path, reader)(node))
            return fault;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return ConfigFault{&node, ConfigTexts::tr("a readable PEM file (%1: %2)").arg(path, file.errorString())};
        const QByteArray pem = file.readAll();
        const auto certificates = QSslCertificate::fromData(pem, QSsl::Pem);
        if (certificates.isEmpty() || certificates.size() != pem.count("-----BEGIN CERTIFICATE-----"))
            return ConfigFault{&node, ConfigTexts::tr("a PEM file with one or more certificates, all of them whole")};
        target = certificates;
        return {};
    };
}

static ConfigKeys domainKeys(const QString &prefix, DomainOverride &domain)
{
    return {
        {prefix + "host"_L1, parsedSetter(domain.host, ConfigTexts::tr("a host name or an address"), hostName)},
        {prefix + "port"_L1, numberSetter(domain.port, 1, maxPort)},
        {prefix + "tls"_L1, choiceSetter(domain.tls, tlsChoices)},
    };
}

static bool holdsTable(const toml::table &table)
{
    return std::any_of(table.begin(), table.end(), [](const auto &item) { return item.second.is_table(); });
}

static ConfigSetter setDomains(QHash<QString, DomainOverride> &target, ConfigReader &reader)
{
    return [&target, &reader](const toml::node &node) -> std::optional<ConfigFault> {
        const auto *tables = node.as_table();
        if (!tables)
            return ConfigFault{&node,
                               ConfigTexts::tr("a table for each domain, such as [xmpp.domains.\"example.org\"]")};
        for (const auto &[key, entry] : *tables) {
            const QString name = u"xmpp.domains."_s + configKeyName(key);
            const auto domain = domainName(configText(key.str()));
            const auto *table = entry.as_table();
            DomainOverride override;
            if (!domain || target.contains(*domain))
                reader.addFault(name, {&entry, ConfigTexts::tr("a domain name, each only once")});
            else if (!table)
                reader.addFault(name, {&entry, ConfigTexts::tr("a table")});
            else if (holdsTable(*table)) // [xmpp.domains.example.org] is "org" in "example"
                reader.addFault(
                    name, {&entry, ConfigTexts::tr("a domain in quotes, such as [xmpp.domains.\"example.org\"]")});
            else
                reader.read(*table, name + u'.', domainKeys(name + u'.', override));
            if (domain)
                target.insert(*domain, override);
        }
        return {};
    };
}

static ConfigKeys keysOf(Config &config, ConfigReader &reader)
{
    LegacySettings &legacy = config.legacy;
    XmppSettings &xmpp = config.xmpp;
    const QString aDomain = ConfigTexts::tr("a domain name");
    const QString aHost = ConfigTexts::tr("a host name or an address, without a port");
    const QString aContact = ConfigTexts::tr("a mailto: or https: URL, such as \"mailto:admin@example.org\"");
    const QString aGroup = ConfigTexts::tr("a group, by name or number");
    const QString rules = ConfigTexts::tr("logging rules, such as \"webjabber.session.debug=true\"");
    return httpKeys(config.http, reader) + limitKeys(config.limits)
        + ConfigKeys{
            {u"compat.auth"_s, choiceSetter(legacy.auth, legacyAuthChoices)},
            {u"compat.password_in_query"_s, choiceSetter(legacy.passwordInQuery, passwordInQueryChoices)},
            {u"xmpp.allowed_domains"_s, listSetter(xmpp.allowedDomains, aDomain, domainName)},
            {u"xmpp.tls"_s, choiceSetter(xmpp.tls, tlsChoices)},
            {u"xmpp.verify_certificates"_s, flagSetter(xmpp.verifyCertificates)},
            {u"xmpp.ca_file"_s, certificatesSetter(xmpp.caCertificates, reader)},
            {u"xmpp.credentials"_s, choiceSetter(xmpp.credentials, credentialsChoices)},
            {u"xmpp.max_stanza_bytes"_s, numberSetter(xmpp.maxStanzaBytes, minStanzaBytes, maxStanzaBytes)},
            {u"limits.account_bytes"_s, numberSetter(config.store.bytesPerAccount, minQueueBytes, maxQueueBytes)},
            {u"limits.answer_bytes"_s, numberSetter(config.store.bytesPerAnswer, minQueueBytes, maxAnswerBytes)},
            {u"xmpp.max_answer_bytes"_s, numberSetter(xmpp.maxAnswerBytes, minStanzaBytes, maxAnswerBytes)},
            {u"xmpp.login_timeout_seconds"_s, secondsSetter(xmpp.loginTimeout, 1s, 2min)},
            {u"xmpp.ping_interval_seconds"_s, secondsSetter(xmpp.pingInterval, 10s, 24h)},
            {u"xmpp.ping_timeout_seconds"_s, secondsSetter(xmpp.pingTimeout, 1s, 10min)},
            {u"xmpp.reconnects_per_second"_s, numberSetter(xmpp.reconnectsPerSecond, 1, maxReconnectsPerSecond)},
            {u"xmpp.auto_away_minutes"_s,
             integerSetter(0, maxAutoAwayMinutes,
                           [&xmpp](qint64 count) { xmpp.readers.unattendedAfter = std::chrono::minutes(count); })},
            {u"xmpp.refusal_retries_minutes"_s, minutesSetter(xmpp.refusalRetries)},
            {u"limits.max_accounts"_s, numberSetter(xmpp.maxAccounts, 0, maxAccounts)},
            {u"limits.accounts_per_domain"_s, numberSetter(xmpp.accountsPerDomain, 0, maxAccounts)},
            {u"xmpp.domains"_s, setDomains(xmpp.domains, reader)},
            {u"push.allow"_s, listSetter(config.push.allow, aHost, hostName)},
            {u"push.ports"_s, portsSetter(config.push.ports)},
            {u"push.ca_file"_s, certificatesSetter(config.push.caCertificates, reader)},
            {u"push.contact"_s, parsedSetter(config.push.contact, aContact, contact)},
            {u"push.timeout_seconds"_s, secondsSetter(config.push.timeout, 1s, 2min)},
            {u"store.refs_days"_s,
             integerSetter(1, maxRefsDays,
                           [&config](qint64 count) { config.store.refsAge = std::chrono::days(count); })},
            {u"log.rules"_s, parsedSetter(config.logRules, rules, parseLogRules)},
            {u"state.directory"_s, pathSetter(config.stateDirectory, reader)},
            {u"admin.socket"_s, pathSetter(config.admin.socket, reader)},
            {u"admin.group"_s,
             textSetter(aGroup,
                        [&config](const QString &text) {
                            config.admin.group = text;
                            return true;
                        })},
        };
}

static void applyOverrides(Config &config, const ConfigOverrides &overrides)
{
    config.overrides = overrides;
    if (overrides.listen) {
        config.http.address = overrides.listen->address;
        config.http.port = overrides.listen->port;
    }
    if (!overrides.adminSocket.isEmpty())
        config.admin.socket = QFileInfo(overrides.adminSocket).absoluteFilePath();
    if (!overrides.stateDirectory.isEmpty())
        config.stateDirectory = QFileInfo(overrides.stateDirectory).absoluteFilePath();
    if (!overrides.logRules.isEmpty())
        config.logRules = overrides.logRules;
}

static QStringList warningsOf(const Config &config)
{
    QStringList warnings;
    const bool onlyHere = config.http.address.isLoopback();
    if (config.legacy.auth == LegacyAuth::Jid && onlyHere)
        warnings += ConfigTexts::tr(
            "compat.auth is \"jid\": whoever uses this machine and knows a JID can read its messages "
            "and send in its name");
    if (config.legacy.auth == LegacyAuth::Jid && !onlyHere)
        warnings +=
            ConfigTexts::tr(
                "DANGER: compat.auth is \"jid\" and http.listen is %1, which other machines reach: ANYONE who knows a "
                "JID "
                "can read its messages and send in its name. Set compat.auth to \"token\", or listen on 127.0.0.1 only")
                .arg(config.http.address.toString());
    if (config.legacy.passwordInQuery == PasswordInQuery::Always)
        warnings += ConfigTexts::tr(
            "compat.password_in_query is \"always\": proxies and browser histories will keep passwords");
    if (config.xmpp.tls == TlsMode::Off)
        warnings += ConfigTexts::tr("xmpp.tls is \"off\": passwords and messages reach XMPP servers in the clear");
    if (!config.xmpp.verifyCertificates)
        warnings += ConfigTexts::tr(
            "xmpp.verify_certificates is false: anyone on the way can pose as an XMPP server and take passwords");
    return warnings;
}

std::expected<Config, QStringList> readConfig(const QString &path, const ConfigOverrides &overrides)
{
    Config config;
    ConfigReader reader(path);
    reader.read(keysOf(config, reader));
    if (const QStringList errors = reader.errors(); !errors.isEmpty())
        return std::unexpected(errors);
    if (const auto error = readTlsFiles(config.http))
        return std::unexpected(QStringList(u"%1: %2"_s.arg(path, *error)));
    config.file = path;
    applyOverrides(config, overrides);
    // The public URL is a better contact than none.
    if (config.push.contact.isEmpty() && config.http.publicUrl.scheme() == "https"_L1)
        config.push.contact = config.http.publicUrl.toString(QUrl::FullyEncoded);
    if (!config.http.accessLog)
        config.logRules.prepend(u"webjabber.access.info=false\n"_s); // later rules override earlier ones
    config.warnings = warningsOf(config);
    return config;
}

QStringList configKeys()
{
    Config config;
    ConfigReader reader{{}};
    ConfigKeys keys = keysOf(config, reader);
    keys.removeIf([](const ConfigKey &key) { return key.name == "xmpp.domains"_L1; });
    DomainOverride domain;
    keys += domainKeys(u"xmpp.domains.*."_s, domain);
    QStringList names;
    for (const auto &key : keys)
        names.append(key.name);
    return names;
}

} // namespace WebJabber
