// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/tables.h"
#include "console/pages/page.h"

class QLabel;
class QPushButton;
class QSplitter;

namespace WebJabber {

class TablePane;

// All sessions, and the details of the selected one.
class SessionsPage final : public Page
{
    Q_OBJECT

public:
    explicit SessionsPage(AdminClient &client, QWidget *parent = nullptr);

    SessionsModel &model() { return m_model; }
    DevicesModel &devices() { return m_devices; }
    TablePane &pane() { return *m_pane; }
    QWidget *firstWidget() override;
    QWidget *filterWidget() override;
    void save(QSettings &settings) const override;
    void restore(QSettings &settings) override;

    // Reconnects the selected session. Does nothing if none is selected.
    void reconnect();
    void signOut(); // asks for confirmation

protected:
    void refresh() override;
    void handleEvent(const ServerEvent &event) override;

private:
    QWidget *makeDetails();
    void showSelected();
    void requestDevices();

    SessionsModel m_model;
    DevicesModel m_devices;
    TablePane *m_pane;
    QSplitter *m_splitter;
    QLabel *m_name = nullptr;
    QLabel *m_details = nullptr;
    QPushButton *m_reconnect = nullptr;
    QPushButton *m_signOut = nullptr;
    QString m_selectedJid; // the JID in the details
};

} // namespace WebJabber
