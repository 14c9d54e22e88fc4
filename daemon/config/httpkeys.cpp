// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/httpkeys.h"

#include "config/config.h"
#include "http/addresslist.h"
#include "http/tlsidentity.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr qint64 maxConnections = 1'000'000;
static constexpr qint64 maxPerMinute = 1'000'000;

// RFC 6454, section 6.2: scheme, host and a non-default port.
static std::optional<QString> origin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool usualPort = (url.scheme() == "https"_L1 && url.port() == 443)
        || (url.scheme() == "http"_L1 && url.port() == 80);
    if (!url.isValid() || url.scheme().isEmpty() || url.host().isEmpty() || usualPort)
        return {};
    QUrl serialized;
    serialized.setScheme(url.scheme());
    serialized.setHost(url.host());
    serialized.setPort(url.port());
    return serialized.toString(QUrl::FullyEncoded) == text ? std::optional(text) : std::nullopt;
}

static std::optional<QUrl> webAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool web = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !web || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery()
        || url.hasFragment())
        return {};
    return url;
}

static std::optional<QString> network(const QString &text)
{
    return AddressList::network(text) ? std::optional(text) : std::nullopt;
}

static ConfigSetter networksSetter(QStringList &target)
{
    return listSetter(target, ConfigTexts::tr("an address or a network, such as \"192.0.2.1\" or \"10.0.0.0/8\""),
                      network);
}

static ConfigSetter rateSetter(int &target)
{
    return numberSetter(target, 0, maxPerMinute);
}

ConfigKeys limitKeys(RateLimits &limits)
{
    return {
        {u"limits.sign_ins_per_address"_s, rateSetter(limits.signIns.perAddress)},
        {u"limits.sign_ins_per_account"_s, rateSetter(limits.signIns.perAccount)},
        {u"limits.messages_per_address"_s, rateSetter(limits.messages.perAddress)},
        {u"limits.messages_per_account"_s, rateSetter(limits.messages.perAccount)},
        {u"limits.failed_sign_ins"_s, rateSetter(limits.failedSignIns)},
        {u"limits.accounts_per_address_per_day"_s, rateSetter(limits.newAccountsPerDay)},
        {u"limits.subscriptions_per_address"_s, rateSetter(limits.subscriptions.perAddress)},
        {u"limits.subscriptions_per_account"_s, rateSetter(limits.subscriptions.perAccount)},
        {u"limits.exempt"_s, networksSetter(limits.exempt)},
    };
}

std::optional<QString> readTlsFiles(HttpSettings &http)
{
    if (http.certificateFile.isEmpty() != http.keyFile.isEmpty())
        return ConfigTexts::tr("http.certificate and http.key go together, and one of them is missing");
    if (http.certificateFile.isEmpty())
        return {};
    auto identity = TlsIdentity::read(http.certificateFile, http.keyFile);
    if (!identity)
        return identity.error();
    http.tls = std::move(*identity);
    return {};
}

ConfigKeys httpKeys(HttpSettings &http, const ConfigReader &reader)
{
    const auto setListen = [&http](const QString &text) {
        const auto listen = parseListenAddress(text);
        if (listen) {
            http.address = listen->address;
            http.port = listen->port;
        }
        return listen.has_value();
    };
    const QString aListen = ConfigTexts::tr("an address and a port, such as \"127.0.0.1:8080\" or \"[::1]:8080\"");
    const QString anOrigin = ConfigTexts::tr(
        "an origin as browsers send it, such as \"https://example.org\" (lower case, no path, no slash at the end)");
    const QString anUrl = ConfigTexts::tr("a web address, such as \"https://example.org/\"");
    return {
        {u"http.listen"_s, textSetter(aListen, setListen)},
        {u"http.allowed_origins"_s, listSetter(http.allowedOrigins, anOrigin, origin)},
        {u"http.certificate"_s, pathSetter(http.certificateFile, reader)},
        {u"http.key"_s, pathSetter(http.keyFile, reader)},
        {u"http.public_url"_s, parsedSetter(http.publicUrl, anUrl, webAddress)},
        {u"http.trusted_proxies"_s, networksSetter(http.trustedProxies)},
        {u"http.access_log"_s, flagSetter(http.accessLog)},
        {u"http.max_connections"_s, numberSetter(http.maxConnections, 1, maxConnections)},
        {u"http.max_connections_per_address"_s, numberSetter(http.maxConnectionsPerAddress, 1, maxConnections)},
        {u"http.request_timeout_seconds"_s, secondsSetter(http.times.request, 1s, 5min)},
        {u"http.idle_timeout_seconds"_s, secondsSetter(http.times.idle, 1s, 1h)},
    };
}

} // namespace WebJabber
