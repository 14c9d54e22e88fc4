// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/tables.h"
#include "console/pages/page.h"

#include <QTimer>

class QPushButton;

namespace WebJabber {

class TablePane;

// The push subscriptions, and the state of their deliveries.
class PushesPage final : public Page
{
    Q_OBJECT

public:
    explicit PushesPage(AdminClient &client, QWidget *parent = nullptr);

    PushesModel &model() { return m_model; }
    TablePane &pane() { return *m_pane; }
    QWidget *firstWidget() override;
    QWidget *filterWidget() override;
    void save(QSettings &settings) const override;
    void restore(QSettings &settings) override;

    // Retries the selected subscription. Does nothing if none is selected.
    void retry();
    void remove(); // asks for confirmation

protected:
    void refresh() override;
    void handleEvent(const ServerEvent &event) override;

private:
    PushesModel m_model;
    TablePane *m_pane;
    QPushButton *m_retry;
    QPushButton *m_remove;
    QTimer m_refreshTimer; // so that a burst of changes causes one query
};

} // namespace WebJabber
