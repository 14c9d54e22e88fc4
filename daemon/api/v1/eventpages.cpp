// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/eventpages.h"

#include "store/whenready.h"

namespace WebJabber {

static Event resetEvent(const Jid &account, qint64 oldest)
{
    Event event;
    event.type = EventType::Reset;
    event.account = account;
    event.seq = oldest - 1;
    return event;
}

QFuture<Result<EventPage>> readEvents(Store &store, const Jid &account, qint64 cursor, qsizetype limit)
{
    const auto isFine = [cursor](const Result<EventPage> &page) {
        return !page || (cursor >= page->oldest - 1 && cursor <= page->newest);
    };
    auto read = store.eventsAfter(account, cursor, limit);
    if (isAnswered(read) && isFine(read.result()))
        return read;
    return read
        .then(
            &store,
            [&store, account, limit, isFine](const Result<EventPage> &page) {
                if (isFine(page))
                    return QtFuture::makeReadyValueFuture(page);
                return store.eventsAfter(account, page->oldest - 1, limit).then([account](Result<EventPage> fromStart) {
                    if (fromStart)
                        fromStart->events.prepend(resetEvent(account, fromStart->oldest));
                    return fromStart;
                });
            })
        .unwrap();
}

qint64 nextCursor(const EventPage &page, qint64 cursor)
{
    return page.events.isEmpty() ? cursor : page.events.last().seq;
}

} // namespace WebJabber
