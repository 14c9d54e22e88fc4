// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/page.h"

#include <QLabel>
#include <QMessageBox>
#include <QVBoxLayout>

namespace WebJabber {

Page::Page(AdminClient &client, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_title(title)
    , m_box(new QVBoxLayout(this))
    , m_failure(new QLabel(this))
{
    setAccessibleName(title);
    m_confirm = [this](const QString &question) {
        return QMessageBox::question(this, m_title, question, QMessageBox::Yes | QMessageBox::Cancel,
                                     QMessageBox::Cancel)
            == QMessageBox::Yes;
    };
    m_failure->setTextFormat(Qt::PlainText);
    m_failure->setWordWrap(true);
    m_failure->setAccessibleName(tr("What went wrong"));
    m_failure->hide();
    m_box->addWidget(m_failure);
    const auto follow = [this] {
        const bool isConnected = m_client.state() == AdminClient::State::Connected;
        if (isConnected == m_isConnected)
            return;
        m_isConnected = isConnected;
        if (isConnected)
            refresh();
        else
            handleDisconnected();
    };
    connect(&m_client, &AdminClient::stateChanged, this, follow);
    connect(&m_client, &AdminClient::received, this, &Page::handleEvent);
}

QString Page::failure() const
{
    return m_failure->isHidden() ? QString() : m_failure->text();
}

void Page::showOutcome(const Result<QJsonObject> &answer)
{
    m_failure->setVisible(!answer);
    if (!answer)
        m_failure->setText(answer.error().detail);
}

} // namespace WebJabber
