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

static void readMessage(JsonBody &body)
{
    const QString to = body.requiredText("to"_L1, maxLength);
    const QString text = body.requiredText("body"_L1, maxLength);
    const QString type = body.oneOf("type"_L1, {"chat"_L1, "normal"_L1}, u"chat"_s);
    checkJid(to);
    if (body.check()) {
        FUZZ_REQUIRE(!to.isEmpty() && !text.isEmpty() && text.size() <= maxLength && isXmlText(text));
        FUZZ_REQUIRE(type == "chat"_L1 || type == "normal"_L1);
    }
}

static void readContact(JsonBody &body)
{
    const QString name = body.text("name"_L1, maxLength);
    const QStringList groups = body.texts("groups"_L1, maxCount, maxLength);
    FUZZ_REQUIRE(name.size() <= maxLength && groups.size() <= maxCount);
}

static void readSubscription(JsonBody &body)
{
    const QUrl url(body.requiredText("endpoint"_L1, maxLength), QUrl::StrictMode);
    FUZZ_REQUIRE(!url.isValid() || QUrl(url.toString(QUrl::FullyEncoded), QUrl::StrictMode).isValid());
    const QJsonObject keys = body.object("keys"_L1, {"p256dh"_L1, "auth"_L1});
    if (body.check())
        FUZZ_REQUIRE(keys.size() <= 2);
}

static void readCursor(JsonBody &body)
{
    const qint64 cursor = body.requiredNumber("cursor"_L1);
    if (body.check())
        FUZZ_REQUIRE(cursor >= 0);
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

static void readJson(const HttpRequest &request, std::initializer_list<QLatin1StringView> known,
                     void (*read)(JsonBody &body))
{
    auto body = JsonBody::read(request, known);
    if (!body)
        return checkProblem(body.error());
    read(*body);
    if (const auto checked = body->check(); !checked)
        checkProblem(checked.error());
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
        readJson(request, {"to"_L1, "body"_L1, "type"_L1}, &readMessage);
        break;
    case 'c':
        readJson(request, {"name"_L1, "groups"_L1}, &readContact);
        break;
    case 's':
        readJson(request, {"endpoint"_L1, "keys"_L1}, &readSubscription);
        break;
    case 'n':
        readJson(request, {"cursor"_L1}, &readCursor);
        break;
    default:
        readParameters(request);
    }
    return 0;
}
