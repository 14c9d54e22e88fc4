// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/changestream.h"

#include "admin/adminjson.h"
#include "session/sessionregistry.h"
#include "store/store.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto flushDelay = 100ms; // combines bursts
static constexpr auto retryDelay = 1s;
static constexpr auto statusInterval = 2s; // for values that change without an event
static constexpr qsizetype accountsPerFlush = 250;

ChangeStream::ChangeStream(AdminContext &context, const Exchange &exchange)
    : AdminStream(context, exchange)
{
    const Store &store = context.store;
    connect(&store, &Store::appended, this, [this](const Event &event) { markChanged(event.account); });
    connect(&store, &Store::enqueued, this, [this](const Outgoing &message) { markChanged(message.account); });
    connect(&store, &Store::settled, this, [this](const Outgoing &message) { markChanged(message.account); });
    connect(&store, &Store::deviceRemoved, this, [this](const Device &device) { markChanged(device.account); });
    connect(&store, &Store::accountRemoved, this, [this](const Jid &account) {
        markChanged(account);
        markPushesChanged();
    });
    connect(&store, &Store::queueChanged, this, &ChangeStream::markChanged);
    connect(&store, &Store::subscriptionSaved, this, &ChangeStream::markPushesChanged);
    connect(&store, &Store::subscriptionRemoved, this, &ChangeStream::markPushesChanged);
    connect(&context.sessions.events(), &SessionEvents::stateChanged, this, &ChangeStream::markChanged);
    connect(&context, &AdminContext::pushesChanged, this, &ChangeStream::markPushesChanged);
    m_flush.setSingleShot(true);
    connect(&m_flush, &QTimer::timeout, this, &ChangeStream::flush);
    connect(&m_statusTimer, &QTimer::timeout, this, &ChangeStream::sendStatus);
    m_statusTimer.start(statusInterval);
    send("hello"_L1, {{u"api"_s, apiVersion()}});
    sendStatus();
}

void ChangeStream::markChanged(const Jid &account)
{
    m_changed.insert(account);
    schedule();
}

void ChangeStream::markPushesChanged()
{
    m_havePushesChanged = true;
    schedule();
}

void ChangeStream::schedule()
{
    if (!m_flush.isActive() && !m_isQuerying)
        m_flush.start(flushDelay);
}

void ChangeStream::flush()
{
    if (isCongested())
        return m_flush.start(retryDelay);
    if (std::exchange(m_havePushesChanged, false))
        send("pushes"_L1, {});
    sendStatus();
    if (m_changed.isEmpty())
        return;
    QList<Jid> accounts;
    for (auto account = m_changed.begin(); account != m_changed.end() && accounts.size() < accountsPerFlush;) {
        accounts.append(*account);
        account = m_changed.erase(account);
    }
    m_isQuerying = true;
    context().inspector.queues(accounts).then(this, [this, accounts](const Result<QList<QueueInfo>> &queues) {
        m_isQuerying = false;
        if (queues) {
            sendRows(accounts, *queues);
        } else {
            m_changed.unite(QSet<Jid>(accounts.begin(), accounts.end()));
            m_flush.start(retryDelay);
        }
        if (!m_changed.isEmpty() || m_havePushesChanged)
            schedule();
    });
}

void ChangeStream::sendRows(const QList<Jid> &accounts, const QList<QueueInfo> &queues)
{
    QHash<Jid, const QueueInfo *> byAccount;
    for (const QueueInfo &queue : queues)
        byAccount.insert(queue.account, &queue);
    for (const Jid &account : accounts) {
        const QueueInfo *queue = byAccount.value(account);
        const Session *session = context().sessions.peek(account);
        if (!queue && !session) {
            send("removed"_L1, {{u"jid"_s, account.toString()}});
            continue;
        }
        send("session"_L1, sessionRow(account, session, queue));
        if (queue)
            send("queue"_L1, queueRow(*queue));
    }
}

void ChangeStream::sendStatus()
{
    if (!isCongested())
        send("status"_L1, statusJson(context()));
}

} // namespace WebJabber
