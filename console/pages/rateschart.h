// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/ratesmodel.h"

#include <QChartView>

class QLineSeries;
class QValueAxis;

namespace WebJabber {

// Draws a curve for each of the given columns over the last 15 minutes.
class RatesChart : public QChartView
{
    Q_OBJECT

public:
    // The model outlives the chart.
    RatesChart(const RatesModel &model, const QString &title, const QList<int> &columns, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void redraw();
    void applyPalette();

    const RatesModel &m_model;
    QList<std::pair<int, QLineSeries *>> m_series; // by column
    QValueAxis *m_time;
    QValueAxis *m_rate;
};

} // namespace WebJabber
