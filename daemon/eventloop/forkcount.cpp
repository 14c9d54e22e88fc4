// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventloop/forkcount.h"

#include <atomic>
#include <pthread.h>

namespace WebJabber {

static std::atomic<int> forks = 0;

int forkCount()
{
    static const int registered = pthread_atfork(nullptr, nullptr, [] { ++forks; });
    static_cast<void>(registered);
    return forks.load(std::memory_order_relaxed);
}

} // namespace WebJabber
