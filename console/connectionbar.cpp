// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/connectionbar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr int maxSockets = 10;
static constexpr auto usualSocket = "/run/webjabber/admin.sock"_L1;

ConnectionBar::ConnectionBar(AdminClient &client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_sockets(new QComboBox(this))
    , m_state(new QLabel(this))
    , m_advice(new QLabel(this))
{
    m_sockets->setEditable(true);
    m_sockets->setInsertPolicy(QComboBox::NoInsert);
    m_sockets->setAccessibleName(tr("Admin socket"));
    m_sockets->lineEdit()->setAccessibleName(m_sockets->accessibleName());
    m_sockets->lineEdit()->setLayoutDirection(Qt::LeftToRight); // the text is a path
    m_sockets->addItem(usualSocket);
    auto *label = new QLabel(tr("&Socket:"), this);
    label->setBuddy(m_sockets);
    auto *connectButton = new QPushButton(tr("C&onnect"), this);
    m_state->setAccessibleName(tr("Connection"));
    m_advice->setWordWrap(true);
    m_advice->setTextFormat(Qt::PlainText);
    m_advice->setAccessibleName(tr("What to do"));
    m_advice->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_advice->setMargin(6);
    m_advice->setAutoFillBackground(true);
    m_advice->setBackgroundRole(QPalette::ToolTipBase);
    m_advice->setForegroundRole(QPalette::ToolTipText);

    auto *line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(m_sockets, 1);
    line->addWidget(connectButton);
    line->addWidget(m_state);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->addLayout(line);
    rows->addWidget(m_advice);

    const auto openCurrent = [this] { open(m_sockets->currentText()); };
    connect(connectButton, &QPushButton::clicked, this, openCurrent);
    connect(m_sockets, &QComboBox::activated, this, openCurrent);
    connect(m_sockets->lineEdit(), &QLineEdit::returnPressed, this, openCurrent);
    connect(&m_client, &AdminClient::stateChanged, this, &ConnectionBar::showState);
    showState();
}

void ConnectionBar::open(const QString &socket)
{
    const QString path = socket.trimmed();
    if (path.isEmpty())
        return;
    if (const int known = m_sockets->findText(path); known >= 0)
        m_sockets->removeItem(known);
    m_sockets->insertItem(0, path);
    m_sockets->setCurrentIndex(0);
    while (m_sockets->count() > maxSockets)
        m_sockets->removeItem(m_sockets->count() - 1);
    m_client.open(path);
}

QStringList ConnectionBar::sockets() const
{
    QStringList sockets;
    for (int i = 0; i < m_sockets->count(); ++i)
        sockets.append(m_sockets->itemText(i));
    return sockets;
}

QString ConnectionBar::advice() const
{
    return m_advice->isHidden() ? QString() : m_advice->text();
}

QString ConnectionBar::adviceFor(AdminClient::ConnectError connectError) const
{
    // A path runs from left to right in every language (Unicode isolates).
    const QString socket = isRightToLeft() ? QChar(0x2066) + m_client.socket() + QChar(0x2069) : m_client.socket();
    switch (connectError) {
    case AdminClient::ConnectError::None:
        return {};
    case AdminClient::ConnectError::NoSocket:
        return tr("There is no socket %1. Start webjabberd, or choose the socket that its configuration names ([admin] "
                  "socket).")
            .arg(socket);
    case AdminClient::ConnectError::NotListening:
        return tr("No daemon listens on %1. It was left behind: start webjabberd again.").arg(socket);
    case AdminClient::ConnectError::Forbidden:
        return tr("You may not use %1. Become a member of the group it belongs to ([admin] group), sign in again, and "
                  "start the console once more.")
            .arg(socket);
    case AdminClient::ConnectError::TooManyClients:
        return tr("The daemon has as many clients as it takes. Close another console or script.");
    case AdminClient::ConnectError::WrongVersion:
        return tr("The daemon on %1 is of another version than this console. Install the same version of both, and "
                  "connect again.")
            .arg(socket);
    case AdminClient::ConnectError::Lost:
        return tr("The daemon is away. What you see is the last it said; the console goes on trying.");
    }
    Q_UNREACHABLE_RETURN({});
}

void ConnectionBar::showState()
{
    const QString advice = adviceFor(m_client.connectError());
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    switch (m_client.state()) {
    case AdminClient::State::Closed:
        m_state->setText(tr("not connected"));
        break;
    case AdminClient::State::Connecting:
        m_state->setText(tr("connecting…"));
        break;
    case AdminClient::State::Connected:
        m_state->setText(tr("connected"));
        break;
    }
}

void ConnectionBar::save(QSettings &settings) const
{
    settings.setValue(u"sockets"_s, sockets());
}

void ConnectionBar::restore(QSettings &settings)
{
    const QStringList sockets = settings.value(u"sockets"_s).toStringList();
    if (sockets.isEmpty())
        return;
    m_sockets->clear();
    m_sockets->addItems(sockets.first(std::min<qsizetype>(sockets.size(), maxSockets)));
}

} // namespace WebJabber
