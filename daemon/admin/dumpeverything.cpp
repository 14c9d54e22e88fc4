// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/dumpeverything.h"

#include "api/legacy/legacyanswers.h"
#include "shared/eventjson.h"
#include "store/store.h"

#include <ranges>

namespace WebJabber {

static constexpr qsizetype maxMessages = 5'000;
static constexpr qint64 maxBytes = 16 * 1024 * 1024;

namespace {
struct Dump {
    Exchange exchange;
    QList<Jid> accounts; // not read yet, in reverse order
    QList<Event> messages;
    qint64 bytes = 0; // size of `messages`
};
} // namespace

// Reads one account per call, so that other store operations run in between.
static void goOn(AdminContext &context, const std::shared_ptr<Dump> &dump)
{
    if (dump->accounts.isEmpty() || dump->messages.size() >= maxMessages || dump->bytes >= maxBytes)
        return dump->exchange->answer(legacyMessages(dump->messages));
    context.store.legacyMessages(dump->accounts.takeLast(), maxMessages - dump->messages.size())
        .then(&context, [&context, dump](const Result<QList<Event>> &messages) {
            if (!messages)
                return dump->exchange->answer(legacyProblem(messages.error()));
            dump->messages += *messages;
            for (const Event &message : *messages)
                dump->bytes += eventBytes(message);
            goOn(context, dump);
        });
}

void dumpEverything(AdminContext &context, const Exchange &exchange)
{
    context.inspector.queues().then(&context, [&context, exchange](const Result<QList<QueueInfo>> &queues) {
        if (!queues)
            return exchange->answer(legacyProblem(queues.error()));
        const auto dump = std::make_shared<Dump>(exchange, QList<Jid>(), QList<Event>());
        for (const QueueInfo &queue : *queues | std::views::reverse) {
            if (queue.depth() > 0)
                dump->accounts.append(queue.account);
        }
        goOn(context, dump);
    });
}

} // namespace WebJabber
