// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace WebJabber {

// Turns the operator's signals into Qt ones, and ignores SIGPIPE. There is one
// at a time, on the main thread. It stays in charge of the process's signals
// when it is gone, then without an effect but the one a second stop has.
class SignalWatcher : public QObject
{
    Q_OBJECT

public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    // SIGTERM or SIGINT. It comes once: the next such signal ends the process
    // at once with exit code 1, even where the event loop hangs.
    void stopRequested();
    void reloadRequested(); // SIGHUP

private:
    void readSignals();

    int m_pipe = -1;
};

} // namespace WebJabber
