// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xmpperrors.h"

#include "xmpp/servertext.h"

#include <QXmppAuthenticationError.h>
#include <QXmppBindError.h>
#include <QXmppError.h>
#include <QXmppSendResult.h>
#include <QXmppStanza.h>
#include <QXmppStreamError.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

// In the order of QXmpp::StreamError; the names of RFC 6120, section 4.9.3.
static constexpr std::array streamConditions{
    "bad-format"_L1,
    "bad-namespace-prefix"_L1,
    "conflict"_L1,
    "connection-timeout"_L1,
    "host-gone"_L1,
    "host-unknown"_L1,
    "improper-addressing"_L1,
    "internal-server-error"_L1,
    "invalid-from"_L1,
    "invalid-id"_L1,
    "invalid-namespace"_L1,
    "invalid-xml"_L1,
    "not-authorized"_L1,
    "not-well-formed"_L1,
    "policy-violation"_L1,
    "remote-connection-failed"_L1,
    "reset"_L1,
    "resource-constraint"_L1,
    "restricted-xml"_L1,
    "system-shutdown"_L1,
    "undefined-condition"_L1,
    "unsupported-encoding"_L1,
    "unsupported-feature"_L1,
    "unsupported-stanza-type"_L1,
    "unsupported-version"_L1,
};

static Problem refusalOf(const QXmpp::AuthenticationError &error)
{
    using Type = QXmpp::AuthenticationError::Type;
    switch (error.type) {
    case Type::NotAuthorized:
        return {
            ProblemCode::NotAuthorized, u"The XMPP server refused this JID and password."_s, u"not-authorized"_s, {}};
    case Type::AccountDisabled:
        return {ProblemCode::NotAuthorized,
                u"The XMPP server says that the account is disabled."_s,
                u"account-disabled"_s,
                {}};
    case Type::CredentialsExpired:
        return {ProblemCode::NotAuthorized,
                u"The XMPP server says that the password has expired."_s,
                u"credentials-expired"_s,
                {}};
    case Type::EncryptionRequired:
        return {ProblemCode::XmppError,
                u"The XMPP server wants encryption before the sign-in."_s,
                u"encryption-required"_s,
                {}};
    case Type::MechanismMismatch:
        return {ProblemCode::XmppError,
                u"The XMPP server offers no way of signing in with a password that is supported here."_s,
                u"invalid-mechanism"_s,
                {}};
    case Type::ProcessingError:
    case Type::RequiredTasks:
        break;
    }
    return {ProblemCode::XmppError,
            u"The sign-in with the XMPP server broke off: it did not follow the protocol."_s,
            {},
            {}};
}

static Problem fromAuthentication(const QXmpp::AuthenticationError &error)
{
    Problem problem = refusalOf(error);
    problem.detail = withServerText(problem.detail, error.text);
    return problem;
}

// WORKAROUND (QXmpp 1.10): the server's text is only in the description "Received stream error (condition):
// text". Ends with a QXmpp that returns the text by itself.
static QString textOf(const QString &description)
{
    const QString end = u"): "_s;
    const qsizetype at = description.indexOf(end);
    return at < 0 ? QString() : description.sliced(at + end.size());
}

static Problem fromStream(QXmpp::StreamError error, const QString &description)
{
    const auto index = std::size_t(error);
    const QString condition = index < streamConditions.size() ? QString(streamConditions[index])
                                                              : u"undefined-condition"_s;
    const QString detail = error == QXmpp::StreamError::HostUnknown
        ? u"The XMPP server does not serve this domain."_s
        : u"The XMPP server ended the stream: %1."_s.arg(condition);
    return {ProblemCode::XmppError, withServerText(detail, textOf(description)), condition, {}};
}

// The SASL condition for an identity that the server does not grant (RFC 6120, section 6.5.6).
static constexpr auto otherAccountCondition = "invalid-authzid"_L1;

Problem otherAccount(const QString &boundJid)
{
    return {ProblemCode::XmppError,
            u"The XMPP server knows this account as %1: sign in as that."_s.arg(serverText(boundJid)),
            otherAccountCondition,
            {}};
}

bool isOtherAccount(const Problem &problem)
{
    return problem.code == ProblemCode::XmppError && problem.condition == otherAccountCondition;
}

Problem problemFromStreamError(const QString &condition, const QString &text)
{
    constexpr qsizetype maxTextLength = 200;
    const auto known = std::ranges::find(streamConditions, condition);
    const QString name = known == streamConditions.end() ? u"undefined-condition"_s : QString(*known);
    if (name == "host-unknown"_L1)
        return {ProblemCode::XmppError, u"The XMPP server does not serve this domain."_s, name, {}};
    const QString said = text.simplified().left(maxTextLength);
    return {ProblemCode::XmppError,
            u"The XMPP server ended the stream: %1."_s.arg(said.isEmpty() ? name : name + u" ("_s + said + u')'),
            name,
            {}};
}

Problem problemFromSocket(QAbstractSocket::SocketError error, const QString &text, const QString &address)
{
    using enum QAbstractSocket::SocketError;
    const auto unreachable = [&address](const QString &detail) {
        return Problem{ProblemCode::XmppUnreachable, detail.arg(address), {}, {}};
    };
    switch (error) {
    case HostNotFoundError:
        return unreachable(u"DNS: the name in %1 does not resolve."_s);
    case ConnectionRefusedError:
        return unreachable(u"TCP: %1 refuses connections."_s);
    case RemoteHostClosedError:
        return unreachable(u"TCP: %1 closed the connection."_s);
    case SocketTimeoutError:
        return unreachable(u"TCP: %1 does not answer."_s);
    case NetworkError:
        return unreachable(u"TCP: %1 cannot be reached."_s);
    case SslHandshakeFailedError:
    case SslInternalError:
    case SslInvalidUserDataError:
        return Problem{ProblemCode::XmppUnreachable, u"TLS: %1: %2"_s.arg(address, text), {}, {}};
    default:
        return Problem{ProblemCode::XmppUnreachable, u"TCP: %1: %2"_s.arg(address, text), {}, {}};
    }
}

Problem problemFromXmpp(const QXmppError &error, const QString &address)
{
    if (const auto authentication = error.value<QXmpp::AuthenticationError>())
        return fromAuthentication(*authentication);
    if (const auto stream = error.value<QXmpp::StreamError>())
        return fromStream(*stream, error.description);
    if (const auto socket = error.value<QAbstractSocket::SocketError>())
        return problemFromSocket(*socket, error.description, address);
    if (error.value<QXmpp::TimeoutError>())
        return {ProblemCode::Timeout, u"%1 stopped answering."_s.arg(address), {}, {}};
    if (const auto bind = error.value<QXmpp::BindError>())
        return {ProblemCode::XmppError, u"The XMPP server refused to bind a resource."_s, {}, {}};
    return {ProblemCode::XmppError, u"The XMPP connection ended for an unknown reason."_s, {}, {}};
}

static QString conditionName(QXmppStanza::Error::Condition condition)
{
    using Error = QXmppStanza::Error;
    switch (condition) {
    case Error::BadRequest:
        return u"bad-request"_s;
    case Error::Conflict:
        return u"conflict"_s;
    case Error::FeatureNotImplemented:
        return u"feature-not-implemented"_s;
    case Error::Forbidden:
        return u"forbidden"_s;
    case Error::InternalServerError:
        return u"internal-server-error"_s;
    case Error::ItemNotFound:
        return u"item-not-found"_s;
    case Error::JidMalformed:
        return u"jid-malformed"_s;
    case Error::NotAcceptable:
        return u"not-acceptable"_s;
    case Error::NotAllowed:
        return u"not-allowed"_s;
    case Error::PolicyViolation:
        return u"policy-violation"_s;
    case Error::ResourceConstraint:
        return u"resource-constraint"_s;
    case Error::ServiceUnavailable:
        return u"service-unavailable"_s;
    default:
        return u"undefined-condition"_s;
    }
}

Problem problemFromAnswer(const QXmppError &error)
{
    const auto stanzaError = error.value<QXmppStanza::Error>();
    if (!stanzaError)
        return {ProblemCode::XmppUnreachable, u"The connection to the XMPP server was lost meanwhile."_s, {}, {}};
    const QString condition = conditionName(stanzaError->condition());
    if (stanzaError->condition() == QXmppStanza::Error::ItemNotFound)
        return {ProblemCode::NotFound, u"The XMPP server does not know it."_s, condition, {}};
    return {ProblemCode::XmppError, u"The XMPP server refused: %1."_s.arg(condition), condition, {}};
}

} // namespace WebJabber
