// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/adminclient.h"

#include <QWidget>

#include <functional>

class QLabel;
class QSettings;
class QVBoxLayout;

namespace WebJabber {

// One page of the window. It asks for what it shows when the client is
// connected, follows what the client is told, and keeps showing the last it
// knew while there is no connection.
class Page : public QWidget
{
    Q_OBJECT

public:
    // Whether the person agrees to what cannot be undone.
    using Confirm = std::function<bool(const QString &question)>;

    // The client outlives the page.
    Page(AdminClient &client, const QString &title, QWidget *parent = nullptr);

    const QString &title() const { return m_title; }
    // For tests, in place of a dialog.
    void setConfirm(Confirm confirm) { m_confirm = std::move(confirm); }
    // What failed last, for people; empty: nothing.
    QString failure() const;

    virtual void save(QSettings &settings) const { (void)settings; }
    virtual void restore(QSettings &settings) { (void)settings; }
    // The widget that should have the keyboard when the page is shown.
    virtual QWidget *firstWidget() = 0;
    // The one that filters what the page shows; null: nothing does.
    virtual QWidget *filterWidget() { return nullptr; }

protected:
    // The connection was made, or made anew.
    virtual void refresh() = 0;
    virtual void take(const ServerEvent &event) { (void)event; }
    virtual void handleDisconnected() { }

    AdminClient &client() const { return m_client; }
    QVBoxLayout *box() const { return m_box; }
    bool confirm(const QString &question) { return m_confirm(question); }
    // Shows what went wrong, if anything; for answers that need no more.
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
