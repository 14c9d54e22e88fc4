// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/ratesmodel.h"
#include "console/pages/page.h"

#include <QHash>

class QFormLayout;
class QListWidget;

namespace WebJabber {

class RatesChart;

// The daemon's state at a glance.
class OverviewPage final : public Page
{
    Q_OBJECT

public:
    explicit OverviewPage(AdminClient &client, QWidget *parent = nullptr);

    QWidget *firstWidget() override;
    RatesModel &rates() { return m_rates; }
    // The value shown next to a name of `facts`: "version", "online", "lag" ...
    QString fact(const QString &name) const;
    QStringList warnings() const;

protected:
    void refresh() override;
    void handleEvent(const ServerEvent &event) override;
    void handleDisconnected() override;

private:
    QWidget *makeFacts();
    void addFact(QFormLayout *form, const QString &name, const QString &title);
    void setFact(const QString &name, const QString &text);
    void show(const QJsonObject &status);
    void showWarnings(const QJsonArray &warnings);
    QString warningText(const QJsonObject &warning) const;

    RatesModel m_rates;
    bool m_hasHistory = false;
    QHash<QString, QLabel *> m_facts;
    QListWidget *m_warnings;
};

} // namespace WebJabber
