// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/adminclient.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSettings;

namespace WebJabber {

// Selects the daemon's socket from those used before. Without a connection it shows what the operator can do.
class ConnectionBar : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionBar(AdminClient &client, QWidget *parent = nullptr);

    // Moves the socket to the top of the list and opens it.
    void open(const QString &socket);
    QStringList sockets() const;
    // What the operator can do; empty if the client is connected.
    QString advice() const;

    void save(QSettings &settings) const;
    void restore(QSettings &settings);

private:
    void showState();
    QString adviceFor(AdminClient::ConnectError connectError) const;

    AdminClient &m_client;
    QComboBox *m_sockets;
    QLabel *m_state;
    QLabel *m_advice;
};

} // namespace WebJabber
