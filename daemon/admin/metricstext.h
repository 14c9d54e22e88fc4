// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace WebJabber {

// Writes Prometheus' text format. All samples of a metric come after its begin().
class MetricsText
{
public:
    using Labels = QList<std::pair<QByteArray, QString>>;

    // `type`: "counter", "gauge" or "histogram".
    void begin(const QByteArray &name, const QByteArray &type, const QByteArray &help);
    // `suffix` is what a histogram's samples have behind the name.
    void add(double value, const Labels &labels = {}, const QByteArray &suffix = {});

    const QByteArray &text() const { return m_text; }

private:
    QByteArray m_name;
    QByteArray m_text;
};

} // namespace WebJabber
