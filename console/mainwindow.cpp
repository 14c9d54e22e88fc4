// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/mainwindow.h"

#include "console/connectionbar.h"
#include "console/pages/logpage.h"
#include "console/pages/overviewpage.h"
#include "console/pages/pushespage.h"
#include "console/pages/queuespage.h"
#include "console/pages/sessionspage.h"
#include "console/pages/tracepage.h"

#include <QCloseEvent>
#include <QSettings>
#include <QShortcut>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr QSize usualSize(1200, 760);

MainWindow::MainWindow(QSettings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_bar(new ConnectionBar(m_client, this))
    , m_tabs(new QTabWidget(this))
    , m_overview(new OverviewPage(m_client, this))
    , m_sessions(new SessionsPage(m_client, this))
    , m_queues(new QueuesPage(m_client, this))
    , m_pushes(new PushesPage(m_client, this))
    , m_trace(new TracePage(m_client, this))
    , m_log(new LogPage(m_client, this))
{
    setWindowTitle(tr("WebJabber console"));
    setWindowIcon(QIcon(u":/webjabber/webjabber-console.svg"_s));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Pages"));
    for (Page *page : std::initializer_list<Page *>{m_overview, m_sessions, m_queues, m_pushes, m_trace, m_log})
        addPage(page);
    auto *middle = new QWidget(this);
    auto *rows = new QVBoxLayout(middle);
    rows->addWidget(m_bar);
    rows->addWidget(m_tabs, 1);
    setCentralWidget(middle);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int at) { m_pages.at(at)->firstWidget()->setFocus(); });
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, [this] {
        if (QWidget *filter = m_pages.at(m_tabs->currentIndex())->filterWidget())
            filter->setFocus();
    });
    resize(usualSize);
    restore();
}

MainWindow::~MainWindow()
{
    m_client.close(); // before the pages, which use it
    m_client.disconnect();
}

// Alt and a number selects a page, Ctrl+F its filter.
void MainWindow::addPage(Page *page)
{
    m_pages.append(page);
    m_tabs->addTab(page, page->title());
    const auto number = int(m_pages.size());
    m_tabs->setTabToolTip(number - 1,
                          QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + number)).toString(QKeySequence::NativeText));
    auto *shortcut = new QShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + number)), this);
    connect(shortcut, &QShortcut::activated, this, [this, page] { show(page); });
}

void MainWindow::show(Page *page)
{
    m_tabs->setCurrentWidget(page);
    page->firstWidget()->setFocus();
}

void MainWindow::open(const QString &socket)
{
    m_bar->open(socket.isEmpty() ? m_bar->sockets().value(0) : socket);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    QMainWindow::closeEvent(event);
}

void MainWindow::save()
{
    m_settings.setValue(u"window/geometry"_s, saveGeometry());
    m_settings.setValue(u"window/page"_s, m_tabs->currentIndex());
    m_bar->save(m_settings);
    for (const Page *page : std::as_const(m_pages))
        page->save(m_settings);
}

void MainWindow::restore()
{
    restoreGeometry(m_settings.value(u"window/geometry"_s).toByteArray());
    m_bar->restore(m_settings);
    for (Page *page : std::as_const(m_pages))
        page->restore(m_settings);
    m_tabs->setCurrentIndex(m_settings.value(u"window/page"_s).toInt());
}

} // namespace WebJabber
