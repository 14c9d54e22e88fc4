// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/queuespage.h"

#include "console/pages/tablepane.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QSettings>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxDumped = 20'000; // events; the console is not a backup tool

QueuesPage::QueuesPage(AdminClient &client, QWidget *parent)
    : Page(client, tr("Queues"), parent)
    , m_pane(new TablePane(m_model, tr("Queues"), this))
    , m_splitter(new QSplitter(this))
{
    m_splitter->addWidget(m_pane);
    m_splitter->addWidget(makeDetails());
    m_splitter->setSizes({590, 670}); // until a saved size exists
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setHandleWidth(10);
    m_splitter->setChildrenCollapsible(false);
    box()->addWidget(m_splitter, 1);
    connect(m_pane, &TablePane::selectionChanged, this, &QueuesPage::showSelected);
    showSelected();
}

QWidget *QueuesPage::makeDetails()
{
    auto *details = new QWidget(m_splitter);
    m_name = new QLabel(details);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setWordWrap(true);
    m_name->setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
    auto *devices = new QTableView(details);
    devices->setModel(&m_devices);
    setUpTable(devices, tr("Devices"));
    auto *events = new QTableView(details);
    events->setModel(&m_events);
    setUpTable(events, tr("Events"));
    m_dump = new QPushButton(tr("Show &texts…"), details);
    m_save = new QPushButton(tr("&Save…"), details);
    connect(m_dump, &QPushButton::clicked, this, &QueuesPage::dump);
    connect(m_save, &QPushButton::clicked, this, &QueuesPage::askWhereToSave);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_dump);
    buttons->addWidget(m_save);
    buttons->addStretch();
    auto *rows = new QVBoxLayout(details);
    rows->setContentsMargins({});
    rows->addWidget(m_name);
    rows->addWidget(devices, 1);
    rows->addWidget(events, 3);
    rows->addLayout(buttons);
    return details;
}

QWidget *QueuesPage::filterWidget()
{
    return m_pane->filter();
}

QWidget *QueuesPage::firstWidget()
{
    return m_pane->table();
}

void QueuesPage::refresh()
{
    client().get(u"/queues"_s, this, [this](const Result<QJsonObject> &answer) {
        showOutcome(answer);
        if (!answer)
            return;
        m_model.replace(answer->value("queues"_L1).toArray());
        showSelected();
    });
}

void QueuesPage::handleEvent(const ServerEvent &event)
{
    if (event.type == "queue"_L1) {
        m_model.upsert(event.data);
        if (event.data.value("jid"_L1).toString() == m_selectedJid && m_dumped.isEmpty())
            showSelected();
    } else if (event.type == "removed"_L1) {
        m_model.remove(event.data.value("jid"_L1).toString());
    }
}

void QueuesPage::showSelected()
{
    const QString jid = m_pane->selectedKey();
    if (m_selectedJid != jid) {
        m_devices.clear();
        m_events.clear();
        m_dumped = {};
    }
    m_selectedJid = jid;
    m_dump->setEnabled(!jid.isEmpty());
    m_save->setEnabled(!m_dumped.isEmpty());
    m_name->setText(jid.isEmpty() ? tr("Select a queue to see what is in it.") : jid);
    if (jid.isEmpty())
        return;
    client().get(AdminClient::pathFor(u"queues"_s, jid), this, [this, jid](const Result<QJsonObject> &answer) {
        if (!answer || jid != m_selectedJid)
            return;
        m_devices.replace(answer->value("device_list"_L1).toArray());
        if (m_dumped.isEmpty())
            showEvents(*answer);
    });
}

// The model's rows need a key that is a string.
static QJsonArray withKeys(const QJsonArray &events)
{
    QJsonArray rows;
    for (const QJsonValue &value : events) {
        QJsonObject row = value.toObject();
        row.insert("key"_L1, QString::number(row.value("seq"_L1).toInteger()));
        rows.append(row);
    }
    return rows;
}

void QueuesPage::showEvents(const QJsonObject &answer)
{
    m_events.replace(withKeys(answer.value("events"_L1).toArray()));
}

void QueuesPage::dump()
{
    if (m_selectedJid.isEmpty()
        || !confirm(tr("Show the texts of the messages kept for %1? The daemon records in its audit log that you did.")
                        .arg(m_selectedJid)))
        return;
    m_dumped = {};
    dumpFrom(0);
}

void QueuesPage::dumpFrom(qint64 after)
{
    const QString path = u"%1/dump?after=%2"_s.arg(AdminClient::pathFor(u"queues"_s, m_selectedJid)).arg(after);
    client().get(path, this, [this, jid = m_selectedJid](const Result<QJsonObject> &answer) {
        showOutcome(answer);
        if (!answer || jid != m_selectedJid)
            return;
        for (const QJsonValue &event : answer->value("events"_L1).toArray())
            m_dumped.append(event);
        m_events.replace(withKeys(m_dumped));
        m_save->setEnabled(!m_dumped.isEmpty());
        if (answer->value("more"_L1).toBool() && m_dumped.size() < maxDumped)
            dumpFrom(answer->value("next"_L1).toInteger());
    });
}

void QueuesPage::askWhereToSave()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the queue"), m_selectedJid + ".json"_L1,
                                                      tr("JSON (*.json)"));
    if (!file.isEmpty() && !saveDump(file))
        showOutcome(problem(ProblemCode::XmppError, tr("%1 could not be written.").arg(file)));
}

bool QueuesPage::saveDump(const QString &file)
{
    QSaveFile target(file);
    const QByteArray json = QJsonDocument(QJsonObject{{u"jid"_s, m_selectedJid}, {u"events"_s, m_dumped}}).toJson();
    return target.open(QIODevice::WriteOnly) && target.write(json) == json.size()
        && target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && target.commit();
}

void QueuesPage::save(QSettings &settings) const
{
    m_pane->save(settings, u"queues"_s);
    settings.setValue(u"queues/splitter"_s, m_splitter->saveState());
}

void QueuesPage::restore(QSettings &settings)
{
    m_pane->restore(settings, u"queues"_s);
    m_splitter->restoreState(settings.value(u"queues/splitter"_s).toByteArray());
}

} // namespace WebJabber
