// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/tracepage.h"

#include "console/pages/linespane.h"
#include "console/pages/xmlview.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace WebJabber {

namespace {
class StanzaPane : public LinesPane
{
public:
    using LinesPane::LinesPane;

protected:
    QString detailsOf(const QString &text) const override { return indentedXml(text); }
};
} // namespace

TracePage::TracePage(AdminClient &client, QWidget *parent)
    : Page(client, tr("Trace"), parent)
    , m_pane(new StanzaPane(m_model, tr("Stanzas"), this))
    , m_jid(new QLineEdit(this))
    , m_toggle(new QPushButton(this))
    , m_highlighter(new XmlHighlighter(m_pane->details()->document(), palette()))
{
    m_jid->setPlaceholderText(tr("JID, or nothing for all"));
    m_jid->setAccessibleName(tr("Whose stanzas to show"));
    m_pane->details()->setLayoutDirection(Qt::LeftToRight); // XML in every language
    m_toggle->setToolTip(tr("The daemon records in its audit log that you look."));
    m_pane->tools()->insertWidget(0, m_jid, 1);
    m_pane->tools()->insertWidget(1, m_toggle);
    box()->addWidget(m_pane, 1);
    const auto toggle = [this] {
        if (m_isRunning)
            stop();
        else
            start(m_jid->text());
    };
    connect(m_toggle, &QPushButton::clicked, this, toggle);
    connect(m_jid, &QLineEdit::returnPressed, this, toggle);
    showState();
}

QWidget *TracePage::filterWidget()
{
    return m_pane->filter();
}

QWidget *TracePage::firstWidget()
{
    return m_jid;
}

void TracePage::start(const QString &jid)
{
    m_jid->setText(jid.trimmed());
    m_isRunning = true;
    showState();
    if (client().state() == AdminClient::State::Connected)
        open();
}

void TracePage::stop()
{
    m_isRunning = false;
    delete std::exchange(m_stream, nullptr);
    showState();
}

void TracePage::showState()
{
    m_toggle->setText(m_isRunning ? tr("S&top") : tr("S&tart"));
    m_jid->setEnabled(!m_isRunning);
}

void TracePage::refresh()
{
    if (m_isRunning)
        open();
}

void TracePage::handleDisconnected()
{
    delete std::exchange(m_stream, nullptr);
}

void TracePage::open()
{
    delete std::exchange(m_stream, nullptr);
    const QString jid = QString::fromLatin1(QUrl::toPercentEncoding(m_jid->text()));
    m_stream = client().stream(u"/trace?jid="_s + jid, this);
    connect(m_stream, &ServerStream::received, this, &TracePage::addStanza);
    connect(m_stream, &ServerStream::ended, this, [this](int status) {
        if (status < 400)
            return; // the client detects a lost daemon, and the stream is opened again
        const bool isMistake = status == 400 || status == 422;
        showOutcome(problem(ProblemCode::InvalidJid,
                            isMistake ? tr("“%1” is not a JID.").arg(m_jid->text())
                                      : tr("The daemon allows no trace at the moment; its log says why.")));
        m_stream->deleteLater();
        m_stream = nullptr;
        stop();
    });
}

void TracePage::addStanza(const ServerEvent &event)
{
    if (event.type == "hello"_L1) {
        showOutcome(QJsonObject());
    } else if (event.type == "stanza"_L1) {
        m_model.append({event.data.value("time"_L1).toString(), event.data.value("jid"_L1).toString(),
                        event.data.value("direction"_L1).toString(), event.data.value("xml"_L1).toString()});
    } else if (event.type == "dropped"_L1) {
        showOutcome(problem(
            ProblemCode::XmppError,
            tr("%Ln stanza(s) came too fast and are not shown.", nullptr, event.data.value("count"_L1).toInt())));
    }
}

void TracePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->setPalette(palette());
    Page::changeEvent(event);
}

void TracePage::save(QSettings &settings) const
{
    m_pane->save(settings, u"trace"_s);
}

void TracePage::restore(QSettings &settings)
{
    m_pane->restore(settings, u"trace"_s);
}

} // namespace WebJabber
