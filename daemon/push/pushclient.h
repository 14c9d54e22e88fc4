// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pushsettings.h"

#include <QNetworkAccessManager>
#include <QUrl>

#include <functional>

namespace WebJabber {

// Makes the HTTP requests of pushes: no redirects, cookies or proxy, bounded
// in time and in what it reads of an answer.
class PushClient : public QObject
{
    Q_OBJECT

public:
    struct Outcome {
        int status = 0; // 0: no HTTP answer
        QString error; // for the log; empty on success
    };

    explicit PushClient(const PushSettings &settings, QObject *parent = nullptr);

    // SimplePush: PUT of `version=N`. `done` is called once, unless `context`
    // is destroyed before.
    void putVersion(const QUrl &endpoint, qint64 version, const QObject *context,
                    std::function<void(const Outcome &)> done);

private:
    PushSettings m_settings;
    QNetworkAccessManager m_network;
};

} // namespace WebJabber
