// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace WebJabber {

// Writes the Prometheus text format. Call begin() before the samples of a metric.
class MetricsText
{
public:
    using Labels = QList<std::pair<QByteArray, QString>>;

    // `type`: "counter", "gauge" or "histogram".
    void begin(const QByteArray &name, const QByteArray &type, const QByteArray &help);
    // `suffix` is appended to the name, for the samples of a histogram.
    void add(double value, const Labels &labels = {}, const QByteArray &suffix = {});

    const QByteArray &text() const { return m_text; }

private:
    QByteArray m_name;
    QByteArray m_text;
};

} // namespace WebJabber
