// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/logpage.h"

#include "console/pages/linespane.h"

#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace WebJabber {

LogPage::LogPage(AdminClient &client, QWidget *parent)
    : Page(client, tr("Log"), parent)
    , m_pane(new LinesPane(m_model, tr("Log"), this))
    , m_form(nullptr)
{
    auto *levels = new QGroupBox(tr("The least that is logged"), this);
    levels->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_form = new QFormLayout(levels);
    auto *columns = new QHBoxLayout;
    columns->addWidget(m_pane, 1);
    columns->addWidget(levels);
    box()->addLayout(columns, 1);
}

QWidget *LogPage::filterWidget()
{
    return m_pane->filter();
}

QWidget *LogPage::firstWidget()
{
    return m_pane->table();
}

void LogPage::refresh()
{
    delete std::exchange(m_stream, nullptr);
    m_stream = client().stream(u"/log?level=debug"_s, this);
    connect(m_stream, &ServerStream::received, this, &LogPage::addLogLine);
}

void LogPage::handleDisconnected()
{
    delete std::exchange(m_stream, nullptr);
}

void LogPage::addLogLine(const ServerEvent &event)
{
    if (event.type == "levels"_L1) {
        showLevels(event.data);
    } else if (event.type == "line"_L1) {
        m_model.append({event.data.value("time"_L1).toString(), event.data.value("category"_L1).toString(),
                        event.data.value("level"_L1).toString(), event.data.value("text"_L1).toString()});
    } else if (event.type == "dropped"_L1) {
        showOutcome(
            problem(ProblemCode::XmppError,
                    tr("%Ln line(s) came too fast and are not shown.", nullptr, event.data.value("count"_L1).toInt())));
    }
}

QComboBox *LogPage::makeLevelBox(const QString &category)
{
    auto *box = new QComboBox(this);
    for (const QString &level : {u"debug"_s, u"info"_s, u"warning"_s, u"critical"_s, u"off"_s})
        box->addItem(levelText(level), level);
    box->setAccessibleName(category);
    connect(box, &QComboBox::activated, this,
            [this, category, box] { setLevel(category, box->currentData().toString()); });
    m_form->addRow(category, box);
    return box;
}

void LogPage::showLevels(const QJsonObject &levels)
{
    for (auto level = levels.begin(); level != levels.end(); ++level) {
        QComboBox *&box = m_levels[level.key()];
        if (!box)
            box = makeLevelBox(level.key());
        box->setCurrentIndex(box->findData(level->toString()));
    }
}

QMap<QString, QString> LogPage::levels() const
{
    QMap<QString, QString> levels;
    for (const auto &[category, box] : m_levels.asKeyValueRange())
        levels.insert(category, box->currentData().toString());
    return levels;
}

void LogPage::setLevel(const QString &category, const QString &level)
{
    client().send("PUT", u"/log"_s, {{category, level}}, this,
                  [this](const Result<QJsonObject> &answer) { showOutcome(answer); });
}

void LogPage::save(QSettings &settings) const
{
    m_pane->save(settings, u"log"_s);
}

void LogPage::restore(QSettings &settings)
{
    m_pane->restore(settings, u"log"_s);
}

} // namespace WebJabber
