// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>

namespace WebJabber {

// Bounds how many sign-ins run at once at one domain, first come first served:
// a thousand at once would all be slow enough to run out of time. Domains do
// not wait for each other, so one that is dead delays nobody else.
class LoginLimiter : public QObject
{
    Q_OBJECT

public:
    static constexpr int perDomain = 32;

    using QObject::QObject;

    // The right to sign in; given back when it is destroyed.
    class Slot
    {
    public:
        Slot() = default;
        ~Slot() { release(); }
        Slot(Slot &&other) noexcept;
        Slot &operator=(Slot &&other) noexcept;

        void release();

    private:
        friend class LoginLimiter;
        Slot(LoginLimiter *gate, const QString &domain);

        QPointer<LoginLimiter> m_gate;
        QString m_domain;
    };

    // Calls `start` with a slot: at once where one is free. It is forgotten
    // when `context` is destroyed.
    void enter(const QString &domain, const QObject *context, std::function<void(Slot)> start);

private:
    struct Waiting {
        QPointer<const QObject> context;
        std::function<void(Slot)> start;
    };
    struct Domain {
        int taken = 0;
        std::deque<Waiting> waiting;
    };

    void release(const QString &domain);
    void startWaiting(const QString &domain);

    QHash<QString, Domain> m_domains;
};

} // namespace WebJabber
