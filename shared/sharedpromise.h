// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QFuture>
#include <QPromise>

#include <utility>
#include <vector>

namespace WebJabber {

// One result for several callers. Each caller gets its own future, as a QFuture supports only one continuation. If it
// is destroyed before answer(), the futures are canceled.
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

    // May cause the destruction of this object.
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
