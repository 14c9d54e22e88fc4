// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/accountmutex.h"

#include <QPointer>

#include <memory>

namespace WebJabber {

namespace {

// Calls a function exactly once: on request, or in the destructor.
class Once
{
public:
    explicit Once(std::function<void()> call)
        : m_call(std::move(call))
    {
    }
    ~Once() { run(); }
    Q_DISABLE_COPY_MOVE(Once)

    void run()
    {
        if (const auto call = std::exchange(m_call, nullptr))
            call();
    }

private:
    std::function<void()> m_call;
};

} // namespace

void AccountMutex::enter(const Jid &account, Turn turn)
{
    if (const auto waiting = m_waiting.find(account); waiting != m_waiting.end()) {
        waiting->push_back(std::move(turn));
        return;
    }
    m_waiting.insert(account, {});
    begin(account, turn);
}

void AccountMutex::begin(const Jid &account, const Turn &turn)
{
    const auto once = std::make_shared<Once>([lane = QPointer(this), account] {
        if (lane)
            lane->next(account);
    });
    turn([once] { once->run(); });
}

void AccountMutex::next(const Jid &account)
{
    const auto waiting = m_waiting.find(account);
    if (waiting->empty()) {
        m_waiting.erase(waiting);
        return;
    }
    const Turn turn = std::move(waiting->front());
    waiting->pop_front();
    // From the event loop, so that a thousand waiting readers do not nest.
    QMetaObject::invokeMethod(this, [this, account, turn] { begin(account, turn); }, Qt::QueuedConnection);
}

} // namespace WebJabber
