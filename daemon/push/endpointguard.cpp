// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/endpointguard.h"

#include "shared/sharedpromise.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr int httpsPort = 443;

static std::unexpected<Problem> refused(const QString &detail)
{
    return problem(ProblemCode::EndpointRefused, detail);
}

static std::unexpected<Problem> notPublic()
{
    return refused(u"The push endpoint is at an address that is not public."_s);
}

bool isOperatorsEndpoint(const QUrl &endpoint, const PushSettings &settings)
{
    return settings.allow.contains(endpoint.host().toLower());
}

Result<void> checkEndpoint(const QUrl &endpoint, const PushSettings &settings)
{
    QString host = endpoint.host().toLower();
    if (host.endsWith(u'.')) // the DNS root, which makes no difference
        host.chop(1);
    if (!endpoint.isValid() || host.isEmpty())
        return refused(u"The push endpoint is not a URL with a host."_s);
    if (endpoint.toString(QUrl::FullyEncoded).size() > maxEndpointLength)
        return refused(u"The push endpoint is longer than %1 characters."_s.arg(maxEndpointLength));
    if (!endpoint.userInfo().isEmpty())
        return refused(u"The push endpoint must not hold a user name or password."_s);
    const bool isOperators = isOperatorsEndpoint(endpoint, settings);
    if (endpoint.scheme() != "https"_L1 && !(isOperators && endpoint.scheme() == "http"_L1))
        return refused(u"The push endpoint must be an https URL."_s);
    if (isOperators)
        return {};
    if (!settings.ports.contains(endpoint.port(httpsPort)))
        return refused(u"The push endpoint is at a port that is not used for push."_s);
    const QHostAddress literal(host);
    if ((!literal.isNull() && !isPublicAddress(literal)) || isLocalName(host))
        return notPublic();
    return {};
}

QFuture<Result<QList<QHostAddress>>> endpointAddresses(const QUrl &endpoint, const PushSettings &settings,
                                                       const HostLookup &lookup, const QObject *context)
{
    using Answer = Result<QList<QHostAddress>>;
    if (const auto checked = checkEndpoint(endpoint, settings); !checked)
        return readyAnswer<QList<QHostAddress>>(std::unexpected(checked.error()));
    const Trust trust = isOperatorsEndpoint(endpoint, settings) ? Trust::Operator : Trust::User;
    return guardedAddresses(endpoint.host(), trust, lookup, context).then([](const Addresses &addresses) -> Answer {
        if (addresses)
            return *addresses;
        if (addresses.error() == AddressFault::NotPublic)
            return notPublic();
        return problem(ProblemCode::NotFound, u"The push endpoint's name has no address."_s);
    });
}

} // namespace WebJabber
