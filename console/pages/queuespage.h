// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/tables.h"
#include "console/pages/page.h"

class QLabel;
class QPushButton;
class QSplitter;

namespace WebJabber {

class TablePane;

// The queue of each account, and the position up to which each of its devices has read.
class QueuesPage final : public Page
{
    Q_OBJECT

public:
    explicit QueuesPage(AdminClient &client, QWidget *parent = nullptr);

    QueuesModel &model() { return m_model; }
    DevicesModel &devices() { return m_devices; }
    EventsModel &events() { return m_events; }
    TablePane &pane() { return *m_pane; }
    QWidget *firstWidget() override;
    QWidget *filterWidget() override;
    void save(QSettings &settings) const override;
    void restore(QSettings &settings) override;

    // Shows the message texts of the selected queue. Asks for confirmation, as the daemon records the dump.
    void dump();
    // Saves the dump as JSON. Returns false if the file cannot be written.
    bool saveDump(const QString &file);

protected:
    void refresh() override;
    void handleEvent(const ServerEvent &event) override;

private:
    QWidget *makeDetails();
    void showSelected();
    void showEvents(const QJsonObject &answer);
    void dumpFrom(qint64 after);
    void askWhereToSave();

    QueuesModel m_model;
    DevicesModel m_devices;
    EventsModel m_events;
    TablePane *m_pane;
    QSplitter *m_splitter;
    QLabel *m_name = nullptr;
    QPushButton *m_dump = nullptr;
    QPushButton *m_save = nullptr;
    QString m_selectedJid; // the JID in the details
    QJsonArray m_dumped; // of that JID
};

} // namespace WebJabber
