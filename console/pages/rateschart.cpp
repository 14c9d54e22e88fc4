// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/rateschart.h"

#include <QChart>
#include <QEvent>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>

namespace WebJabber {

static constexpr double leastTop = 1; // messages per second; noise must not look like a flood
static constexpr int penWidth = 2;

RatesChart::RatesChart(const RatesModel &model, const QString &title, const QList<int> &columns, QWidget *parent)
    : QChartView(parent)
    , m_model(model)
    , m_time(new QValueAxis(this))
    , m_rate(new QValueAxis(this))
{
    setAccessibleName(title);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    chart()->setTitle(title);
    chart()->setMargins({});
    chart()->legend()->setAlignment(Qt::AlignBottom);
    m_time->setRange(-15, 0);
    m_time->setTickCount(4);
    m_time->setLabelFormat(QStringLiteral("%d"));
    m_time->setTitleText(tr("minutes"));
    m_time->setTitleFont(font());
    m_rate->setRange(0, leastTop);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_rate, Qt::AlignLeft);
    for (const int column : columns) {
        auto *series = new QLineSeries(this);
        series->setName(model.headerData(column, Qt::Horizontal).toString());
        chart()->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_rate);
        m_series.append({column, series});
    }
    connect(&model, &QAbstractItemModel::dataChanged, this, &RatesChart::redraw);
    connect(&model, &QAbstractItemModel::modelReset, this, &RatesChart::redraw);
    applyPalette();
    redraw();
}

void RatesChart::redraw()
{
    if (!isVisible())
        return; // showEvent() calls this again
    double top = leastTop;
    const int rows = m_model.rowCount();
    const double minutesPerRow = double(m_model.interval().count()) / 60;
    for (const auto &[column, series] : m_series) {
        QList<QPointF> points;
        points.reserve(rows);
        for (int row = 0; row < rows; ++row) {
            const double rate = m_model.rate(row, column);
            top = std::max(top, rate);
            points.append({(row - rows + 1) * minutesPerRow, rate});
        }
        series->replace(points);
    }
    if (m_rate->max() < top || m_rate->max() > 2 * top) {
        m_rate->setRange(0, top * 1.2);
        m_rate->applyNiceNumbers();
    }
}

// WORKAROUND (Qt 6.8): Qt Charts has its own themes and ignores the system's palette; ends with palette support there.
void RatesChart::applyPalette()
{
    const QPalette colors = palette();
    chart()->setBackgroundBrush(colors.brush(QPalette::Base));
    chart()->setTitleBrush(colors.brush(QPalette::Text));
    chart()->legend()->setLabelColor(colors.color(QPalette::Text));
    QColor grid = colors.color(QPalette::Text);
    grid.setAlphaF(0.15F);
    for (QValueAxis *axis : {m_time, m_rate}) {
        axis->setLabelsColor(colors.color(QPalette::Text));
        axis->setTitleBrush(colors.brush(QPalette::Text));
        axis->setGridLineColor(grid);
        axis->setLinePenColor(grid);
    }
    // Two colours that also differ in lightness, on light and on dark backgrounds.
    const bool isDark = colors.color(QPalette::Base).lightness() < 128;
    const QList<QColor> lines = isDark ? QList<QColor>{QColor(0x7fb8ff), QColor(0xffa94d)}
                                       : QList<QColor>{QColor(0x1864ab), QColor(0xd9480f)};
    for (qsizetype i = 0; i < m_series.size(); ++i)
        m_series.at(i).second->setPen(
            QPen(lines.at(i % lines.size()), penWidth, i == 0 ? Qt::SolidLine : Qt::DashLine));
}

void RatesChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyPalette();
    QChartView::changeEvent(event);
}

void RatesChart::showEvent(QShowEvent *event)
{
    QChartView::showEvent(event);
    redraw();
}

} // namespace WebJabber
