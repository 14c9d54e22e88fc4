// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/linesmodel.h"
#include "console/pages/page.h"

class QLineEdit;
class QPushButton;

namespace WebJabber {

class LinesPane;
class XmlHighlighter;

// The stanzas of one account or of all accounts, live. Only the operator starts and ends a trace, as the daemon records
// it in its audit log.
class TracePage final : public Page
{
    Q_OBJECT

public:
    explicit TracePage(AdminClient &client, QWidget *parent = nullptr);

    TraceModel &model() { return m_model; }
    LinesPane &pane() { return *m_pane; }
    QWidget *firstWidget() override;
    QWidget *filterWidget() override;
    void save(QSettings &settings) const override;
    void restore(QSettings &settings) override;

    // An empty JID selects all accounts. The trace continues after the daemon restarts.
    void start(const QString &jid);
    void stop();
    bool isRunning() const { return m_isRunning; }

protected:
    void refresh() override;
    void handleEvent(const ServerEvent &) override { }
    void handleDisconnected() override;
    void changeEvent(QEvent *event) override;

private:
    void open();
    void addStanza(const ServerEvent &event);
    void showState();

    TraceModel m_model;
    LinesPane *m_pane;
    QLineEdit *m_jid;
    QPushButton *m_toggle;
    XmlHighlighter *m_highlighter;
    ServerStream *m_stream = nullptr; // a child
    bool m_isRunning = false;
};

} // namespace WebJabber
