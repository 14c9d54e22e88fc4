// SPDX-License-Identifier: GPL-3.0-or-later
// Request bodies, as the routes parse them. The first byte selects the route.
#include "api/jsonbody.h"
#include "api/parameters.h"
#include "http/jsonobject.h"
#include "shared/jid.h"
#include "shared/xmltext.h"

#include "fuzzing.h"

#include <QJsonDocument>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace WebJabber;

using Header = QHttpHeaders::WellKnownHeader;

static constexpr qsizetype maxLength = 64;
static constexpr qsizetype maxCount = 4;

static void checkProblem(const Problem &problem)
{
    FUZZ_REQUIRE(!problem.detail.isEmpty() && problem.detail.size() < 500);
}

// An accepted JID stays valid and unchanged when it is parsed again.
static void checkJid(const QString &text)
{
    const auto jid = Jid::parse(text);
    if (!jid)
        return checkProblem(jid.error());
    const auto again = Jid::parse(jid->toString());
    FUZZ_REQUIRE(again && *again == *jid);
    FUZZ_REQUIRE(Jid::fromServer(jid->toString()) == *jid);
    FUZZ_REQUIRE(isXmlText(jid->toString()));
}

static constexpr std::array types{"chat"_L1, "normal"_L1};
static constexpr std::array message{
    BodyMember{.name = "to"_L1, .isRequired = true, .maxLength = maxLength},
    BodyMember{.name = "body"_L1, .isRequired = true, .maxLength = maxLength},
    BodyMember{.name = "type"_L1, .type = MemberType::Word, .words = types},
};

static void checkMessage(const JsonBody &body)
{
    const QString to = body.text("to"_L1);
    const QString text = body.text("body"_L1);
    checkJid(to);
    FUZZ_REQUIRE(!to.isEmpty() && !text.isEmpty() && text.size() <= maxLength && isXmlText(text));
    FUZZ_REQUIRE(!body.has("type"_L1) || std::ranges::contains(types, body.text("type"_L1)));
}

static constexpr std::array contact{
    BodyMember{.name = "name"_L1, .maxLength = maxLength},
    BodyMember{.name = "groups"_L1, .type = MemberType::Texts, .maxLength = maxLength, .maxCount = maxCount},
};

static void checkContact(const JsonBody &body)
{
    FUZZ_REQUIRE(body.text("name"_L1).size() <= maxLength && body.texts("groups"_L1).size() <= maxCount);
}

static constexpr std::array keys{"p256dh"_L1, "auth"_L1};
static constexpr std::array subscription{
    BodyMember{.name = "endpoint"_L1, .isRequired = true, .maxLength = maxLength},
    BodyMember{.name = "keys"_L1, .type = MemberType::Bytes, .words = keys},
};

static void checkSubscription(const JsonBody &body)
{
    const QUrl url(body.text("endpoint"_L1), QUrl::StrictMode);
    FUZZ_REQUIRE(!url.isValid() || QUrl(url.toString(QUrl::FullyEncoded), QUrl::StrictMode).isValid());
    FUZZ_REQUIRE(body.bytes("keys"_L1, keys[0]).isEmpty() == body.bytes("keys"_L1, keys[1]).isEmpty());
}

static constexpr std::array position{
    BodyMember{.name = "cursor"_L1, .type = MemberType::Number, .isRequired = true},
};

static void checkPosition(const JsonBody &body)
{
    FUZZ_REQUIRE(body.number("cursor"_L1) >= 0);
}

static void readParameters(const HttpRequest &request)
{
    const auto parameters = Parameters::readAny(request);
    if (!parameters)
        return checkProblem(parameters.error());
    for (const QString &value : parameters->all())
        checkJid(value);
}

// An accepted text has one meaning: serialised and parsed again it is the same.
static void checkObject(const QByteArray &text)
{
    const auto object = readJsonObject(text);
    if (!object)
        return checkProblem(object.error());
    const auto again = readJsonObject(QJsonDocument(*object).toJson());
    FUZZ_REQUIRE(again && again->size() == object->size());
}

static void readJson(const HttpRequest &request, std::span<const BodyMember> members,
                     void (*check)(const JsonBody &body))
{
    const auto body = JsonBody::read(request, members);
    if (body)
        check(*body);
    else
        checkProblem(body.error());
}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    HttpRequest request;
    const QByteArrayView bytes = Fuzz::view(data + 1, size - 1);
    request.body = bytes.toByteArray();
    request.headers.append(Header::ContentType,
                           *data == 'f' ? "application/x-www-form-urlencoded" : "application/json");
    switch (*data) {
    case 'o':
        checkObject(request.body);
        break;
    case 'm':
        readJson(request, message, &checkMessage);
        break;
    case 'c':
        readJson(request, contact, &checkContact);
        break;
    case 's':
        readJson(request, subscription, &checkSubscription);
        break;
    case 'n':
        readJson(request, position, &checkPosition);
        break;
    default:
        readParameters(request);
    }
    return 0;
}
