// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/overviewpage.h"

#include "console/models/rowsmodel.h"
#include "console/models/tables.h"
#include "console/pages/rateschart.h"

#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace WebJabber {

OverviewPage::OverviewPage(AdminClient &client, QWidget *parent)
    : Page(client, tr("Overview"), parent)
    , m_warnings(new QListWidget(this))
{
    box()->addWidget(makeFacts());
    auto *warnings = new QGroupBox(tr("What needs a person"), this);
    m_warnings->setAccessibleName(warnings->title());
    m_warnings->setWordWrap(true);
    m_warnings->setSelectionMode(QAbstractItemView::NoSelection);
    m_warnings->setMaximumHeight(fontMetrics().height() * 4);
    auto *warningsBox = new QVBoxLayout(warnings);
    warningsBox->addWidget(m_warnings);
    box()->addWidget(warnings);
    auto *charts = new QHBoxLayout;
    charts->addWidget(
        new RatesChart(m_rates, tr("Messages per second"), {RatesModel::ReceivedColumn, RatesModel::SentColumn}, this));
    charts->addWidget(new RatesChart(m_rates, tr("Pushes per second"),
                                     {RatesModel::PushesColumn, RatesModel::FailedPushesColumn}, this));
    box()->addLayout(charts, 1);
}

void OverviewPage::addFact(QFormLayout *form, const QString &name, const QString &title)
{
    auto *value = new QLabel(u"—"_s, this);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setAccessibleName(title);
    // The value stays next to its title even if it is not text of the interface language.
    value->setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter);
    m_facts.insert(name, value);
    form->addRow(tr("%1:").arg(title), value);
}

QWidget *OverviewPage::makeFacts()
{
    auto *facts = new QWidget(this);
    auto *columns = new QHBoxLayout(facts);
    columns->setContentsMargins({});
    const auto addGroup = [&](const QString &title, const QList<std::pair<QString, QString>> &names) {
        auto *group = new QGroupBox(title, facts);
        auto *form = new QFormLayout(group);
        for (const auto &[name, text] : names)
            addFact(form, name, text);
        columns->addWidget(group, 1);
    };
    addGroup(tr("Daemon"),
             {{u"version"_s, tr("Version")},
              {u"started"_s, tr("Running since")},
              {u"listen"_s, tr("Serves HTTP at")},
              {u"pid"_s, tr("Process")},
              {u"lag"_s, tr("Event loop is late by")}});
    QList<std::pair<QString, QString>> states;
    for (const QString &state : {u"online"_s, u"connecting"_s, u"waiting"_s, u"refused"_s, u"offline"_s})
        states.append({state, stateText(state)});
    addGroup(tr("Sessions"), states);
    addGroup(tr("Machine"),
             {{u"commit"_s, tr("Last commit took")},
              {u"memory"_s, tr("Memory")},
              {u"descriptors"_s, tr("Open files")},
              {u"reconnects"_s, tr("Reconnects")},
              {u"clients"_s, tr("Consoles and scripts")}});
    return facts;
}

QWidget *OverviewPage::firstWidget()
{
    return m_warnings;
}

QString OverviewPage::fact(const QString &name) const
{
    return m_facts.value(name)->text();
}

void OverviewPage::setFact(const QString &name, const QString &text)
{
    m_facts.value(name)->setText(text);
}

QStringList OverviewPage::warnings() const
{
    QStringList texts;
    for (int i = 0; i < m_warnings->count(); ++i)
        texts.append(m_warnings->item(i)->text());
    return texts;
}

void OverviewPage::refresh()
{
    m_hasHistory = false;
    client().get(u"/status?history=true"_s, this, [this](const Result<QJsonObject> &answer) {
        showOutcome(answer);
        if (!answer)
            return;
        m_hasHistory = true;
        m_rates.setHistory(*answer);
        show(*answer);
    });
}

void OverviewPage::handleEvent(const ServerEvent &event)
{
    if (event.type != "status"_L1)
        return;
    show(event.data);
    if (m_hasHistory)
        m_rates.update(event.data);
}

void OverviewPage::handleDisconnected()
{
    m_hasHistory = false;
}

void OverviewPage::show(const QJsonObject &status)
{
    const QLocale locale;
    const auto milliseconds = [&](const QJsonValue &value) {
        return tr("%1 ms").arg(locale.toString(value.toDouble(), 'f', 1));
    };
    setFact(u"version"_s, status.value("version"_L1).toString());
    setFact(u"started"_s, timeText(status.value("started"_L1).toString()));
    setFact(u"listen"_s, status.value("listen"_L1).toString());
    setFact(u"pid"_s, QString::number(status.value("pid"_L1).toInteger()));
    setFact(u"lag"_s,
            tr("%1 (at most %2 in the last minute)")
                .arg(milliseconds(status["event_loop"_L1]["lag_ms"_L1]),
                     milliseconds(status["event_loop"_L1]["max_lag_ms"_L1])));
    const QJsonObject sessions = status.value("sessions"_L1).toObject();
    for (auto state = sessions.begin(); state != sessions.end(); ++state) {
        if (m_facts.contains(state.key()))
            setFact(state.key(), locale.toString(state->toInteger()));
    }
    setFact(u"commit"_s, milliseconds(status["store"_L1]["last_commit_ms"_L1]));
    setFact(u"memory"_s, locale.formattedDataSize(status["process"_L1]["resident_bytes"_L1].toInteger()));
    setFact(u"descriptors"_s,
            tr("%1 of %2")
                .arg(locale.toString(status["process"_L1]["open_descriptors"_L1].toInteger()),
                     locale.toString(status["process"_L1]["max_descriptors"_L1].toInteger())));
    setFact(u"reconnects"_s, locale.toString(status["counters"_L1]["reconnects"_L1].toInteger()));
    setFact(u"clients"_s, locale.toString(status.value("admin_clients"_L1).toInteger()));
    showWarnings(status.value("warnings"_L1).toArray());
}

QString OverviewPage::warningText(const QJsonObject &warning) const
{
    const QString code = warning.value("code"_L1).toString();
    const int count = warning.value("count"_L1).toInt();
    if (code == "refused"_L1)
        return tr("%Ln account(s) cannot sign in: the XMPP server refuses their passwords.", nullptr, count);
    if (code == "storage"_L1)
        return tr("The database takes nothing, and so no message is accepted: look at the disk and at the log.");
    if (code == "slow-loop"_L1)
        return tr("The daemon was busy for %Ln millisecond(s) without a pause: everybody waited.", nullptr, count);
    if (code == "descriptors"_L1)
        return tr("Only %Ln more file(s) can be opened: raise the limit (LimitNOFILE).", nullptr, count);
    const QString text = warning.value("text"_L1).toString(); // in the daemon's own language
    return tr("The configuration is risky: %1").arg(isRightToLeft() ? QChar(0x2068) + text + QChar(0x2069) : text);
}

void OverviewPage::showWarnings(const QJsonArray &warnings)
{
    QStringList texts;
    for (const QJsonValue &warning : warnings)
        texts.append(warningText(warning.toObject()));
    if (texts.isEmpty())
        texts.append(tr("Nothing: all is well."));
    if (texts == this->warnings())
        return;
    m_warnings->clear();
    m_warnings->addItems(texts);
}

} // namespace WebJabber
