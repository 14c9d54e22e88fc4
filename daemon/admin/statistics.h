// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>

namespace WebJabber {

class SessionRegistry;
class Store;

// Counters that are updated with each event, so that reading them is cheap. One timer per second also measures the
// delay of the event loop.
class Statistics : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds sampleInterval{5};
    static constexpr std::size_t sampleCount = 180; // 15 minutes

    struct Counters {
        quint64 eventsIn = 0;
        quint64 eventsOut = 0;
        quint64 pushes = 0; // accepted by the push service
        quint64 pushesFailed = 0;
        quint64 reconnects = 0;
    };
    // Counts of one interval.
    using Sample = Counters;

    // Both must outlive it.
    Statistics(Store &store, SessionRegistry &sessions, QObject *parent = nullptr);

    void countPush(const QString &kind, int status);

    const Counters &counters() const { return m_counters; }
    // Number of pushes by kind and result ("ok", "failed").
    const QHash<std::pair<QString, QString>, quint64> &pushes() const { return m_pushes; }
    // The completed intervals, oldest first.
    QList<Sample> history() const;
    // Age of the current interval.
    std::chrono::milliseconds sampleAge() const { return std::chrono::milliseconds(m_sampleAge.elapsed()); }
    // Delay of the last timer event, and the maximum of the last minute.
    std::chrono::microseconds lag() const { return m_lag; }
    std::chrono::microseconds maxLag() const;
    // Increases with every count.
    quint64 revision() const { return m_revision; }

private:
    void tick();
    void closeSample();

    Counters m_counters;
    Counters m_atSampleStart;
    QHash<std::pair<QString, QString>, quint64> m_pushes;
    std::array<Sample, sampleCount> m_samples{};
    std::size_t m_samplesClosed = 0;
    QElapsedTimer m_sampleAge;
    std::array<std::chrono::microseconds, 60> m_lags{}; // one per second
    std::size_t m_ticks = 0;
    std::chrono::microseconds m_lag{0};
    QElapsedTimer m_sinceTick;
    QTimer m_timer;
    quint64 m_revision = 0;
};

} // namespace WebJabber
