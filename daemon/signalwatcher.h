// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace WebJabber {

// Converts SIGTERM, SIGINT and SIGHUP to Qt signals and ignores SIGPIPE. Create only one, on the main thread. The
// signal handlers stay installed after it is destroyed; then only a second stop signal has an effect.
class SignalWatcher : public QObject
{
    Q_OBJECT

public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    // SIGTERM or SIGINT. Emitted once. The next such signal ends the process immediately with exit code 1, even if the
    // event loop hangs.
    void stopRequested();
    void reloadRequested(); // SIGHUP

private:
    void readSignals();

    int m_pipe = -1;
};

} // namespace WebJabber
