// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/adminclient.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSettings;

namespace WebJabber {

// Which daemon the console looks at: a list of sockets it has looked at
// before, and below it what to do where there is no connection.
class ConnectionBar : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionBar(AdminClient &client, QWidget *parent = nullptr);

    // Puts the socket first in the list and opens it.
    void open(const QString &socket);
    QStringList sockets() const;
    // What there is to do; empty while all is well.
    QString advice() const;

    void save(QSettings &settings) const;
    void restore(QSettings &settings);

private:
    void showState();
    QString adviceFor(AdminClient::Trouble trouble) const;

    AdminClient &m_client;
    QComboBox *m_sockets;
    QLabel *m_state;
    QLabel *m_advice;
};

} // namespace WebJabber
