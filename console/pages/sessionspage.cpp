// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/sessionspage.h"

#include "console/pages/tablepane.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace WebJabber {

SessionsPage::SessionsPage(AdminClient &client, QWidget *parent)
    : Page(client, tr("Sessions"), parent)
    , m_pane(new TablePane(m_model, tr("Sessions"), this))
    , m_splitter(new QSplitter(this))
{
    m_splitter->addWidget(m_pane);
    m_splitter->addWidget(makeDetails());
    m_splitter->setSizes({860, 400}); // until a saved size exists
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setHandleWidth(10);
    m_splitter->setChildrenCollapsible(false);
    box()->addWidget(m_splitter, 1);
    connect(m_pane, &TablePane::selectionChanged, this, &SessionsPage::showSelected);
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                const QModelIndex shown = m_model.indexOf(m_selectedJid);
                if (shown.isValid() && shown.row() >= first.row() && shown.row() <= last.row())
                    showSelected();
            });
    showSelected();
}

QWidget *SessionsPage::makeDetails()
{
    auto *details = new QWidget(m_splitter);
    m_name = new QLabel(details);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
    QFont bold = m_name->font();
    bold.setBold(true);
    m_name->setFont(bold);
    m_details = new QLabel(details);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setWordWrap(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *devices = new QTableView(details);
    devices->setModel(&m_devices);
    setUpTable(devices, tr("Devices"));
    m_reconnect = new QPushButton(tr("&Reconnect"), details);
    m_signOut = new QPushButton(tr("Sign &out…"), details);
    connect(m_reconnect, &QPushButton::clicked, this, &SessionsPage::reconnect);
    connect(m_signOut, &QPushButton::clicked, this, &SessionsPage::signOut);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_reconnect);
    buttons->addWidget(m_signOut);
    buttons->addStretch();
    auto *rows = new QVBoxLayout(details);
    rows->setContentsMargins({});
    rows->addWidget(m_name);
    rows->addWidget(m_details);
    rows->addWidget(devices, 1);
    rows->addLayout(buttons);
    return details;
}

QWidget *SessionsPage::filterWidget()
{
    return m_pane->filter();
}

QWidget *SessionsPage::firstWidget()
{
    return m_pane->table();
}

void SessionsPage::refresh()
{
    client().get(u"/sessions"_s, this, [this](const Result<QJsonObject> &answer) {
        showOutcome(answer);
        if (!answer)
            return;
        m_model.replace(answer->value("sessions"_L1).toArray());
        showSelected();
    });
}

void SessionsPage::handleEvent(const ServerEvent &event)
{
    if (event.type == "session"_L1)
        m_model.upsert(event.data);
    else if (event.type == "removed"_L1)
        m_model.remove(event.data.value("jid"_L1).toString());
}

void SessionsPage::showSelected()
{
    const QString jid = m_pane->selectedKey();
    const QJsonObject row = m_model.row(jid);
    if (m_selectedJid != jid)
        m_devices.clear();
    m_selectedJid = jid;
    m_reconnect->setEnabled(!jid.isEmpty());
    m_signOut->setEnabled(!jid.isEmpty());
    if (jid.isEmpty()) {
        m_name->clear();
        m_details->setText(tr("Select a session to see more of it."));
        return;
    }
    m_name->setText(jid);
    QStringList lines{
        tr("%1 since %2").arg(stateText(row.value("state"_L1).toString()), timeText(row.value("since"_L1).toString())),
        tr("Server: %1").arg(row.value("server"_L1).toString()),
        tr("Last activity: %1").arg(timeText(row.value("last_activity"_L1).toString())),
    };
    if (const QString error = row.value("last_error"_L1).toString(); !error.isEmpty())
        lines.append(tr("Last error: %1").arg(error));
    m_details->setText(lines.join(u'\n'));
    requestDevices();
}

void SessionsPage::requestDevices()
{
    client().get(AdminClient::pathFor(u"sessions"_s, m_selectedJid), this,
                 [this, jid = m_selectedJid](const Result<QJsonObject> &answer) {
                     if (answer && jid == m_selectedJid)
                         m_devices.replace(answer->value("device_list"_L1).toArray());
                 });
}

void SessionsPage::reconnect()
{
    if (m_selectedJid.isEmpty())
        return;
    client().send("POST", AdminClient::pathFor(u"sessions"_s, m_selectedJid) + "/reconnect"_L1, {}, this,
                  [this](const Result<QJsonObject> &answer) { showOutcome(answer); });
}

void SessionsPage::signOut()
{
    if (m_selectedJid.isEmpty()
        || !confirm(tr("Sign %1 out? All its devices lose their access, and the messages kept for them are deleted.")
                        .arg(m_selectedJid)))
        return;
    client().send("DELETE", AdminClient::pathFor(u"sessions"_s, m_selectedJid), {}, this,
                  [this](const Result<QJsonObject> &answer) { showOutcome(answer); });
}

void SessionsPage::save(QSettings &settings) const
{
    m_pane->save(settings, u"sessions"_s);
    settings.setValue(u"sessions/splitter"_s, m_splitter->saveState());
}

void SessionsPage::restore(QSettings &settings)
{
    m_pane->restore(settings, u"sessions"_s);
    m_splitter->restoreState(settings.value(u"sessions/splitter"_s).toByteArray());
}

} // namespace WebJabber
