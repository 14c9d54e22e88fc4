// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>

namespace WebJabber {

// Whether the answer is there; one that was given up never will be.
template<typename T>
bool isAnswered(const QFuture<T> &answer)
{
    return answer.isFinished() && answer.resultCount() > 0;
}

// Calls `call` with the answer: at once where it is there already, as most
// answers about what has not changed are, for a continuation costs more than
// they do; else when it comes, if `context` still lives.
template<typename T, typename Call>
void whenAnswered(const QFuture<T> &answer, QObject *context, Call &&call)
{
    if (isAnswered(answer))
        call(answer.result());
    else
        QFuture<T>(answer).then(context, std::forward<Call>(call));
}

} // namespace WebJabber
