// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/xmpperrors.h"

#include <QFuture>
#include <QPromise>
#include <QTimer>
#include <QXmppError.h>
#include <QXmppTask.h>

#include <chrono>
#include <memory>
#include <variant>

namespace WebJabber {

// The result of one request to the XMPP server. Canceled if its context is destroyed.
class TaskAnswer
{
public:
    static constexpr std::chrono::seconds responseTimeout{20};

    explicit TaskAnswer(QObject *context)
    {
        m_promise.start();
        m_deadline.setSingleShot(true);
        QObject::connect(&m_deadline, &QTimer::timeout, context, [this] {
            finish(problem(ProblemCode::Timeout, QStringLiteral("The XMPP server did not answer in 20 seconds.")));
        });
        m_deadline.start(responseTimeout);
    }

    QFuture<Result<void>> future() const { return m_promise.future(); }

    // Only the first result counts.
    void finish(const Result<void> &result)
    {
        if (m_isFinished)
            return;
        m_isFinished = true;
        m_deadline.stop();
        m_promise.addResult(result);
        m_promise.finish();
    }

private:
    QPromise<Result<void>> m_promise;
    QTimer m_deadline;
    bool m_isFinished = false;
};

// Converts a QXmpp task that ends in a success of some kind or a QXmppError. Fails with timeout if
// that takes longer than 20 s.
template<typename Success>
QFuture<Result<void>> answerOf(QXmppTask<std::variant<Success, QXmppError>> task, QObject *context)
{
    auto answer = std::make_shared<TaskAnswer>(context);
    QFuture<Result<void>> future = answer->future();
    task.then(context, [answer](std::variant<Success, QXmppError> &&result) {
        if (const auto *error = std::get_if<QXmppError>(&result))
            answer->finish(std::unexpected(problemFromAnswer(*error)));
        else
            answer->finish({});
    });
    return future;
}

} // namespace WebJabber
