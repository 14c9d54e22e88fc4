// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox.h"

#include "eventqueue.h"
#include "outgoingtable.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto queueFullRetryAfter = 30s;

static QByteArray contentHash(const Outgoing &message)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &part : {message.id, message.to.toString(), message.type, message.thread, message.body}) {
        hash.addData(part.toUtf8());
        hash.addData(QByteArrayView("", 1)); // cannot stand in XML
    }
    return hash.result();
}

static Event eventOf(const Outgoing &message)
{
    Event event;
    event.direction = Direction::Out;
    event.account = message.account;
    event.time = message.time;
    event.from = message.account;
    event.to = message.to;
    event.id = message.id;
    event.body = message.body;
    event.thread = message.thread;
    return event;
}

Result<EnqueueOutcome> enqueueMessage(StoreContext &context, Outgoing message, const QDateTime &now)
{
    AccountRow &account = context.accounts.make(message.account, now);
    const QByteArray content = contentHash(message);
    if (const auto known = selectOutgoing(context.database, account.id, message.account, message.id)) {
        if (known->content != content)
            return problem(ProblemCode::Conflict, u"Another message was sent with this id; give each one its own."_s);
        return EnqueueOutcome{{known->message, false}, {}};
    }
    if (account.queuedOutgoing >= context.limits.queuedOutgoing)
        return std::unexpected(
            Problem{ProblemCode::TooManyRequests,
                    u"Too many messages are waiting to be sent; try again when the XMPP server has taken some."_s,
                    {},
                    queueFullRetryAfter});
    if (!message.time.isValid())
        message.time = now;
    message.state = OutgoingState::Queued;
    message.problem.clear();
    const Event event = appendOwn(context, account, eventOf(message), now);
    message.seq = event.seq;
    insertOutgoing(context.database, account.id, {message, content});
    ++account.queuedOutgoing;
    return EnqueueOutcome{{message, true}, event};
}

Result<Outgoing> findMessage(StoreContext &context, const Jid &account, const QString &id)
{
    if (const AccountRow *row = context.accounts.find(account)) {
        if (const auto found = selectOutgoing(context.database, row->id, account, id))
            return found->message;
    }
    return problem(ProblemCode::NotFound, u"No message was sent with this id, or it was long ago."_s);
}

QList<Outgoing> queuedMessages(StoreContext &context, const Jid &account)
{
    const AccountRow *row = context.accounts.find(account);
    return row ? selectQueuedOutgoing(context.database, row->id, account) : QList<Outgoing>();
}

std::optional<Outgoing> settleMessage(StoreContext &context, const Jid &account, const QString &id, OutgoingState state,
                                      const QString &problem)
{
    AccountRow *row = context.accounts.find(account);
    if (!row || state == OutgoingState::Queued)
        return {};
    auto found = selectOutgoing(context.database, row->id, account, id);
    if (!found || found->message.state != OutgoingState::Queued)
        return {};
    Outgoing &message = found->message;
    message.state = state;
    message.problem = problem;
    message.body.clear();
    updateSettled(context.database, row->id, message);
    --row->queuedOutgoing;
    return message;
}

} // namespace WebJabber
