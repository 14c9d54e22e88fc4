// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/pushdispatcher.h"
#include "push/webhooksignature.h"
#include "push/webpushencryption.h"
#include "support/hostileendpoint.h"

#include "sqlstorefixture.h"

#include <QJsonDocument>

namespace WebJabber::Test {

// A dispatcher on its own store, with real requests to this machine and a clock that advances on command.
class PushFixture
{
public:
    PushFixture()
    {
        settings.allow = {QStringLiteral("127.0.0.1")};
        settings.timeout = std::chrono::seconds(1);
        start();
    }

    // Creates a new dispatcher, as after a restart.
    void start()
    {
        PushDependencies dependencies;
        dependencies.clock = [this] { return now(); };
        dependencies.isRead = [this](const Jid &) { return isRead; };
        dispatcher = std::make_unique<PushDispatcher>(
            *fixture.store,
            PushSigner{Vapid(P256Key::generate(), {}),
                       [](const Jid &, QByteArrayView sealed) { return sealed.toByteArray(); }},
            std::make_unique<PushClient>(settings, HostLookup()), dependencies);
        dispatcher->start();
        value(fixture.store->allSubscriptions()); // the dispatcher's query was answered before this one
    }
    void restart()
    {
        dispatcher.reset();
        fixture.reopen();
        start();
    }

    QDateTime now() const { return fixture.now; }

    // Advances the clock by this time; everything due in it happens at its own time.
    void pass(std::chrono::milliseconds time)
    {
        const QDateTime end = now() + time;
        settle();
        for (QDateTime next = dispatcher->nextWake(); next.isValid() && next <= end; next = dispatcher->nextWake()) {
            fixture.now = std::max(now(), next);
            dispatcher->wake();
            settle();
        }
        fixture.now = end;
    }
    // Waits in real time until the running requests have ended.
    void settle()
    {
        do {
            while (dispatcher->requestsInProgress() > 0)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            value(fixture.store->accounts()); // everything has been stored, and new work may be due
        } while (dispatcher->requestsInProgress() > 0);
    }

    PushSubscription subscribe(PushKind kind, const QUrl &endpoint, PushPayload payload = PushPayload::None,
                               const Jid &account = romeo)
    {
        PushSubscription subscription;
        subscription.account = account;
        subscription.deviceId =
            fixture.addDevice(account, "hash " + endpoint.toEncoded() + account.toString().toUtf8()).id;
        subscription.kind = kind;
        subscription.endpoint = endpoint;
        subscription.payload = payload;
        subscription.secret = makeWebhookSecret(); // not encrypted, see start()
        if (kind == PushKind::WebPush) {
            subscription.publicKey = P256Key::generate().publicPoint();
            subscription.authSecret = QByteArray(PushReceiver::authSecretBytes, 'a');
        }
        return value(fixture.store->saveSubscription(subscription));
    }
    qint64 append(const QString &body, const Jid &account = romeo)
    {
        return value(fixture.store->append(message(account, body))).event.seq;
    }
    PushProgress progress(const Jid &account = romeo)
    {
        const auto subscriptions = value(fixture.store->subscriptions(account));
        return subscriptions.isEmpty() ? PushProgress() : subscriptions.first().progress;
    }

    static qint64 seqIn(const QByteArray &body)
    {
        return QJsonDocument::fromJson(body).object().value(QLatin1StringView("seq")).toInteger();
    }

    SqlStoreFixture fixture;
    PushSettings settings;
    bool isRead = false;
    std::unique_ptr<PushDispatcher> dispatcher;
};

} // namespace WebJabber::Test
