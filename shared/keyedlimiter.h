// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/keyedsemaphore.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace WebJabber {

// Limits for each key how many slots are held at once, in the order of arrival. Keys do not wait for each other.
template<typename Key>
class KeyedLimiter : public QObject
{
public:
    // It is released when it is destroyed.
    class Slot
    {
    public:
        Slot() = default;
        ~Slot() { release(); }
        Slot(Slot &&other) noexcept
            : m_limiter(std::exchange(other.m_limiter, nullptr))
            , m_key(std::move(other.m_key))
        {
        }
        Slot &operator=(Slot &&other) noexcept
        {
            release();
            m_limiter = std::exchange(other.m_limiter, nullptr);
            m_key = std::move(other.m_key);
            return *this;
        }

        void release()
        {
            if (KeyedLimiter *limiter = std::exchange(m_limiter, nullptr))
                limiter->release(m_key);
        }

    private:
        friend class KeyedLimiter;
        Slot(KeyedLimiter *limiter, const Key &key)
            : m_limiter(limiter)
            , m_key(key)
        {
        }

        QPointer<KeyedLimiter> m_limiter;
        Key m_key;
    };

    explicit KeyedLimiter(int perKey)
        : m_slots(perKey)
    {
    }

    // Calls `start` with a slot, at once if one is free. The request is dropped if `context` is destroyed.
    void acquire(const Key &key, const QObject *context, std::function<void(Slot)> start)
    {
        if (m_slots.tryTake(key))
            start(Slot(this, key));
        else
            m_slots.enqueue(key, {context, std::move(start)});
    }

private:
    struct Waiting {
        QPointer<const QObject> context;
        std::function<void(Slot)> start;
    };

    void release(const Key &key)
    {
        m_slots.release(key);
        // Called from the event loop, as the owner of the slot may be in the middle of other work.
        if (m_slots.hasNext())
            QMetaObject::invokeMethod(this, [this] { startWaiting(); }, Qt::QueuedConnection);
    }

    void startWaiting()
    {
        while (auto turn = m_slots.next()) {
            Slot slot(this, turn->key);
            if (turn->waiter.context)
                turn->waiter.start(std::move(slot));
        }
    }

    KeyedSemaphore<Key, Waiting> m_slots;
};

} // namespace WebJabber
