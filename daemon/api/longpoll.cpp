// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/longpoll.h"

#include "api/v1/eventpages.h"
#include "api/v1/eventroutes.h"
#include "http/problemanswer.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

LongPoll::LongPoll(ClientApi &api, const Exchange &exchange, const Device &device, qint64 cursor, qsizetype limit,
                   std::chrono::seconds wait)
    : QObject(&api)
    , m_api(api)
    , m_exchange(exchange)
    , m_device(device)
    , m_cursor(cursor)
    , m_limit(limit)
{
    m_api.hub.add(m_device.account, this);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LongPoll::finish);
    m_timer.start(wait);
    m_exchange->whenPeerCloses(this, [this] { deleteLater(); });
    // Catches events that came after the empty read and before this listener was added.
    m_api.store.eventsAfter(m_device.account, m_cursor, 1).then(this, [this](const Result<EventPage> &page) {
        if (!page || !page->events.isEmpty())
            finish();
    });
}

LongPoll::~LongPoll()
{
    m_api.hub.remove(m_device.account, this);
}

void LongPoll::appended(const Event &)
{
    // From the event loop, so that all events of one commit go into the same answer.
    QMetaObject::invokeMethod(this, &LongPoll::finish, Qt::QueuedConnection);
}

void LongPoll::deviceRemoved(const QString &deviceId)
{
    if (deviceId != m_device.id)
        return;
    m_exchange->answer(problemAnswer({ProblemCode::Unauthorized, u"The device was signed out."_s, {}, {}}));
    deleteLater();
}

void LongPoll::finish()
{
    if (std::exchange(m_isFinishing, true))
        return;
    readEvents(m_api.store, m_device.account, m_cursor, m_limit).then(this, [this](const Result<EventPage> &page) {
        m_exchange->answer(page ? eventPageAnswer(*page, m_cursor) : problemAnswer(page.error()));
        deleteLater();
    });
}

} // namespace WebJabber
