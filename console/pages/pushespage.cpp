// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/pushespage.h"

#include "console/pages/tablepane.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto refreshDelay = 200ms;

PushesPage::PushesPage(AdminClient &client, QWidget *parent)
    : Page(client, tr("Pushes"), parent)
    , m_pane(new TablePane(m_model, tr("Push subscriptions"), this))
    , m_retry(new QPushButton(tr("&Try now"), this))
    , m_remove(new QPushButton(tr("&Delete…"), this))
{
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_retry);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    box()->addWidget(m_pane, 1);
    box()->addLayout(buttons);
    const auto enable = [this] {
        m_retry->setEnabled(!m_pane->selectedKey().isEmpty());
        m_remove->setEnabled(!m_pane->selectedKey().isEmpty());
    };
    connect(m_pane, &TablePane::selectionChanged, this, enable);
    connect(m_retry, &QPushButton::clicked, this, &PushesPage::retry);
    connect(m_remove, &QPushButton::clicked, this, &PushesPage::remove);
    enable();
    m_refreshTimer.setSingleShot(true);
    connect(&m_refreshTimer, &QTimer::timeout, this, &PushesPage::refresh);
}

QWidget *PushesPage::filterWidget()
{
    return m_pane->filter();
}

QWidget *PushesPage::firstWidget()
{
    return m_pane->table();
}

void PushesPage::refresh()
{
    client().get(u"/pushes"_s, this, [this](const Result<QJsonObject> &answer) {
        showOutcome(answer);
        if (answer)
            m_model.replace(answer->value("pushes"_L1).toArray());
    });
}

void PushesPage::handleEvent(const ServerEvent &event)
{
    if (event.type == "pushes"_L1 && !m_refreshTimer.isActive())
        m_refreshTimer.start(refreshDelay);
}

void PushesPage::retry()
{
    if (const QString id = m_pane->selectedKey(); !id.isEmpty())
        client().send("POST", AdminClient::pathFor(u"pushes"_s, id) + "/retry"_L1, {}, this,
                      [this](const Result<QJsonObject> &answer) { showOutcome(answer); });
}

void PushesPage::remove()
{
    const QString id = m_pane->selectedKey();
    if (id.isEmpty()
        || !confirm(tr("Delete this push subscription of %1? Its device hears of news only when it asks.")
                        .arg(m_model.row(id).value("jid"_L1).toString())))
        return;
    client().send("DELETE", AdminClient::pathFor(u"pushes"_s, id), {}, this,
                  [this](const Result<QJsonObject> &answer) { showOutcome(answer); });
}

void PushesPage::save(QSettings &settings) const
{
    m_pane->save(settings, u"pushes"_s);
}

void PushesPage::restore(QSettings &settings)
{
    m_pane->restore(settings, u"pushes"_s);
}

} // namespace WebJabber
