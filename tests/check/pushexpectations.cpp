// SPDX-License-Identifier: GPL-3.0-or-later
#include "pushexpectations.h"

#include "transcript.h"

#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

static constexpr std::chrono::seconds pushDeadline{20};
static constexpr auto secretPrefix = "whsec_"_L1;

static PushRequest requestTo(const PushListener &listener, const QByteArray &method, const QString &path)
{
    const PushRequest *found = nullptr;
    const bool came = QTest::qWaitFor(
        [&] {
            const auto at = std::ranges::find_if(listener.requests(), [&](const PushRequest &request) {
                return request.method == method && request.path == path;
            });
            found = at == listener.requests().cend() ? nullptr : &*at;
            return found != nullptr;
        },
        pushDeadline);
    const QString what = QString::fromLatin1(method) + u' ' + path;
    require(came, u"push: no request \"%1\" came in %2 s"_s.arg(what).arg(pushDeadline.count()));
    print(u"\nThe push server was asked: %1 %2"_s.arg(what, QString::fromUtf8(found->body)));
    return *found;
}

void requireSimplePush(const PushListener &listener)
{
    static const QRegularExpression version(u"^version=[0-9]+$"_s);
    const PushRequest request = requestTo(listener, "PUT", u"/v1/notify/demo"_s);
    require(version.match(QString::fromUtf8(request.body)).hasMatch(), u"push: the body is not \"version=N\""_s);
}

void requireWebhook(const PushListener &listener, const QString &secret)
{
    const PushRequest request = requestTo(listener, "POST", u"/hook"_s);
    const QByteArray id = request.headers.value("webhook-id").toByteArray();
    const QByteArray timestamp = request.headers.value("webhook-timestamp").toByteArray();
    const QByteArray signature = request.headers.value("webhook-signature").toByteArray();
    print(QString::fromLatin1("  webhook-id: " + id + "\n  webhook-timestamp: " + timestamp
                              + "\n  webhook-signature: " + signature));
    require(secret.startsWith(secretPrefix), u"push: the secret does not begin with whsec_"_s);
    const QByteArray key = QByteArray::fromBase64(secret.sliced(secretPrefix.size()).toLatin1());
    const QByteArray mac = QMessageAuthenticationCode::hash(id + '.' + timestamp + '.' + request.body, key,
                                                            QCryptographicHash::Sha256);
    require(!id.isEmpty() && timestamp.toLongLong() > 0, u"push: the webhook has no id or no timestamp"_s);
    require(signature == "v1," + mac.toBase64(), u"push: the webhook's signature is wrong"_s);
    const QJsonObject json = QJsonDocument::fromJson(request.body).object();
    require(json.value("type"_L1).toString() == "message"_L1 && json.value("seq"_L1).toInteger() > 0,
            u"push: the webhook does not tell of a message"_s);
}

} // namespace WebJabber::Test
