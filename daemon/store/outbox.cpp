// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/outbox.h"

#include "store/eventqueue.h"
#include "store/outgoingevent.h"
#include "store/outgoingrefs.h"
#include "store/outgoingtable.h"
#include "store/repetition.h"

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
        hash.addData(QByteArrayView("", 1)); // a separator that XML cannot contain
    }
    hash.addData(message.content); // the refs as the client gave them
    return hash.result();
}

// Half of the queue is reserved for messages.
static bool isFull(const StoreContext &context, const AccountRow &account, const Outgoing &message)
{
    const qint64 limit = context.limits.queuedOutgoing;
    return account.queuedOutgoing >= (message.isMessage() ? limit : limit / 2);
}

// Returns the seq of the row in the account's queue; nothing if it is a marker that was sent before.
static std::optional<qint64> appendEventOf(StoreContext &context, AccountRow &account, EnqueueOutcome &outcome,
                                           const QDateTime &now)
{
    const Outgoing &message = outcome.answer.message;
    if (message.type == receiptType) {
        // Stored without a seq, so that the copy from the archive is not an event.
        recordOwn(context, account, outgoingEvent(message), now);
        return account.lastSeq;
    }
    if (message.isMessage()) {
        outcome.event = appendOwn(context, account, outgoingEvent(message), now);
        return outcome.event->seq;
    }
    const Appended marker = appendEvent(context, outgoingEvent(message), now);
    if (!marker.isNew)
        return {};
    outcome.event = marker.event;
    return marker.event.seq;
}

Result<EnqueueOutcome> enqueueMessage(StoreContext &context, Outgoing message, const QDateTime &now)
{
    AccountRow *const row = context.accounts.find(message.account);
    if (!row)
        return problem(ProblemCode::Unauthorized, u"The account was signed out."_s);
    AccountRow &account = *row;
    const QByteArray hash = contentHash(message);
    if (const auto known = selectOutgoing(context.database, account.id, message.account, message.id)) {
        if (known->contentHash != hash)
            return problem(ProblemCode::Conflict, u"Another message was sent with this id; give each one its own."_s);
        return EnqueueOutcome{{known->message, false}, {}};
    }
    if (isFull(context, account, message))
        return std::unexpected(
            Problem{ProblemCode::TooManyRequests,
                    u"Too many messages are waiting to be sent; try again when the XMPP server has taken some."_s,
                    {},
                    queueFullRetryAfter});
    if (const auto translated = translateRefs(context, account, message); !translated)
        return std::unexpected(translated.error());
    if (!message.time.isValid())
        message.time = now;
    message.state = OutgoingState::Queued;
    message.problem.clear();
    EnqueueOutcome outcome{{message, true}, {}};
    const auto seq = appendEventOf(context, account, outcome, now);
    if (!seq)
        return EnqueueOutcome{{message, false}, {}};
    outcome.answer.message.seq = *seq;
    insertOutgoing(context.database, account.id, {outcome.answer.message, hash});
    ++account.queuedOutgoing;
    return outcome;
}

Result<Outgoing> findMessage(StoreContext &context, const Jid &account, const QString &id)
{
    if (const AccountRow *row = context.accounts.find(account)) {
        const auto found = selectOutgoing(context.database, row->id, account, id);
        if (found && found->message.isMessage())
            return found->message;
    }
    return problem(ProblemCode::NotFound, u"No message was sent with this id, or it was long ago."_s);
}

QList<Outgoing> queuedMessages(StoreContext &context, const Jid &account, const OutgoingPage &page)
{
    const AccountRow *row = context.accounts.find(account);
    return row ? selectQueuedOutgoing(context.database, row->id, account, page) : QList<Outgoing>();
}

static Outgoing decide(StoreContext &context, AccountRow &account, Outgoing message,
                       const MessageOutcome &messageOutcome)
{
    if (message.state == OutgoingState::Queued)
        --account.queuedOutgoing;
    message.state = messageOutcome.state;
    message.problem = messageOutcome.problem;
    message.condition = messageOutcome.condition;
    message.detail = messageOutcome.detail;
    message.body.clear();
    message.content = settledContent(message);
    if (message.isMessage())
        updateSettled(context.database, account.id, message);
    else
        deleteOutgoing(context.database, account.id, message.id);
    return message;
}

std::optional<Outgoing> settleMessage(StoreContext &context, const Jid &account, const QString &id,
                                      const MessageOutcome &messageOutcome)
{
    AccountRow *row = context.accounts.find(account);
    if (!row || messageOutcome.state == OutgoingState::Queued)
        return {};
    const auto found = selectOutgoing(context.database, row->id, account, id);
    if (!found || found->message.state != OutgoingState::Queued)
        return {};
    return decide(context, *row, found->message, messageOutcome);
}

// Returns true if an error for the message may come from this address (RFC 6120, section 8.3.1): from the recipient,
// from the recipient's server with the recipient's address or its own, or from the sender's server.
static bool mayReturn(const Jid &from, const Outgoing &message)
{
    const Jid &to = message.to;
    const Jid account = message.account;
    if (from.isNull() || from.bare() == account || from == Jid::fromServer(account.domain()))
        return true;
    if (from == to || from == to.bare() || from == Jid::fromServer(to.domain()))
        return true;
    return to.resource().isEmpty() && from.bare() == to; // one of the recipient's resources
}

std::optional<Outgoing> bounceMessage(StoreContext &context, const Bounce &bounce)
{
    AccountRow *row = context.accounts.find(bounce.account);
    if (!row)
        return {};
    const auto found = selectOutgoing(context.database, row->id, bounce.account, bounce.id);
    if (!found || found->message.state == OutgoingState::Failed || !mayReturn(bounce.from, found->message))
        return {};
    return decide(context, *row, found->message,
                  {OutgoingState::Failed, problemInfo(ProblemCode::XmppError).name, bounce.condition, bounce.text});
}

} // namespace WebJabber
