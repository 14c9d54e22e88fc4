// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>

namespace WebJabber {

// Returns true if the future has a result. A canceled future has none.
template<typename T>
bool isAnswered(const QFuture<T> &answer)
{
    return answer.isFinished() && answer.resultCount() > 0;
}

// Calls `call` with the answer. If there is one already, the call is immediate, because a continuation costs more than
// most such answers. Otherwise it is made when the answer comes, if `context` still exists.
template<typename T, typename Call>
void whenReady(const QFuture<T> &answer, QObject *context, Call &&call)
{
    if (isAnswered(answer))
        call(answer.result());
    else
        QFuture<T>(answer).then(context, std::forward<Call>(call));
}

} // namespace WebJabber
