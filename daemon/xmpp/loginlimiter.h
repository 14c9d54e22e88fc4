// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>

namespace WebJabber {

// Limits the concurrent sign-ins per domain, in the order of arrival. A thousand at once would all be slow
// enough to time out. Domains do not wait for each other, so a domain that does not respond delays no other.
class LoginLimiter : public QObject
{
    Q_OBJECT

public:
    static constexpr int perDomain = 32;

    using QObject::QObject;

    // The right to sign in. It is released when it is destroyed.
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

    // Calls `start` with a slot, at once if one is free. The request is dropped if `context` is destroyed.
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
