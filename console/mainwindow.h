// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/adminclient.h"

#include <QMainWindow>

class QSettings;
class QTabWidget;

namespace WebJabber {

class ConnectionBar;
class LogPage;
class OverviewPage;
class Page;
class PushesPage;
class QueuesPage;
class SessionsPage;
class TracePage;

// The console's window: one connection and its pages.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // The settings are kept between runs and outlive the window.
    explicit MainWindow(QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    // An empty path selects the last one used.
    void open(const QString &socket);

    AdminClient &client() { return m_client; }
    ConnectionBar &bar() { return *m_bar; }
    OverviewPage &overview() { return *m_overview; }
    SessionsPage &sessions() { return *m_sessions; }
    QueuesPage &queues() { return *m_queues; }
    PushesPage &pushes() { return *m_pushes; }
    TracePage &trace() { return *m_trace; }
    LogPage &log() { return *m_log; }
    const QList<Page *> &pages() const { return m_pages; }
    void show(Page *page);
    using QMainWindow::show;

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void addPage(Page *page);
    void save();
    void restore();

    QSettings &m_settings;
    AdminClient m_client;
    ConnectionBar *m_bar;
    QTabWidget *m_tabs;
    OverviewPage *m_overview;
    SessionsPage *m_sessions;
    QueuesPage *m_queues;
    PushesPage *m_pushes;
    TracePage *m_trace;
    LogPage *m_log;
    QList<Page *> m_pages;
};

} // namespace WebJabber
