// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/adminclient.h"

#include <QWidget>

#include <functional>

class QLabel;
class QSettings;
class QVBoxLayout;

namespace WebJabber {

// A page of the window. It fetches its content when the client connects, and follows the client's events. Without a
// connection it shows the last known content.
class Page : public QWidget
{
    Q_OBJECT

public:
    // Returns whether the operator confirms an action that cannot be undone.
    using Confirm = std::function<bool(const QString &question)>;

    // The client outlives the page.
    Page(AdminClient &client, const QString &title, QWidget *parent = nullptr);

    const QString &title() const { return m_title; }
    // Replaces the dialog in tests.
    void setConfirm(Confirm confirm) { m_confirm = std::move(confirm); }
    // The last failure, human-readable; empty if there is none.
    QString failure() const;

    virtual void save(QSettings &settings) const { (void)settings; }
    virtual void restore(QSettings &settings) { (void)settings; }
    // The widget that gets the keyboard focus when the page is shown.
    virtual QWidget *firstWidget() = 0;
    // The widget that filters the page's content; null if there is none.
    virtual QWidget *filterWidget() { return nullptr; }

protected:
    // Called on each connect and reconnect.
    virtual void refresh() = 0;
    virtual void handleEvent(const ServerEvent &event) { (void)event; }
    virtual void handleDisconnected() { }

    AdminClient &client() const { return m_client; }
    QVBoxLayout *box() const { return m_box; }
    bool confirm(const QString &question) { return m_confirm(question); }
    // Shows the error, if any. For answers that need no other handling.
    void showOutcome(const Result<QJsonObject> &answer);

private:
    AdminClient &m_client;
    QString m_title;
    Confirm m_confirm;
    QVBoxLayout *m_box;
    QLabel *m_failure;
    bool m_isConnected = false;
};

} // namespace WebJabber
