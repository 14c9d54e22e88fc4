// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QFuture>
#include <QPromise>

#include <utility>
#include <vector>

namespace WebJabber {

// Many callers that wait for one answer. Each has a future of its own, as a
// QFuture takes one continuation only. Destroyed without an answer it cancels
// the futures.
template<typename T>
class SharedPromise
{
public:
    QFuture<Result<T>> add()
    {
        QPromise<Result<T>> promise;
        promise.start();
        QFuture<Result<T>> future = promise.future();
        m_promises.push_back(std::move(promise));
        return future;
    }

    // May lead to this object's destruction.
    void answer(const Result<T> &result)
    {
        for (QPromise<Result<T>> &promise : std::exchange(m_promises, {})) {
            promise.addResult(result);
            promise.finish();
        }
    }

private:
    std::vector<QPromise<Result<T>>> m_promises;
};

template<typename T>
QFuture<Result<T>> readyAnswer(Result<T> result)
{
    return QtFuture::makeReadyValueFuture(std::move(result));
}

} // namespace WebJabber
