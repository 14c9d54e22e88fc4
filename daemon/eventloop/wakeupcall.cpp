// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventloop/wakeupcall.h"

#include <cerrno>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace WebJabber {

static int openEventDescriptor()
{
    const int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0)
        qFatal("eventfd: %s", qPrintable(qt_error_string()));
    return descriptor;
}

WakeUpCall::WakeUpCall()
    : m_descriptor(openEventDescriptor())
{
}

WakeUpCall::~WakeUpCall()
{
    close(m_descriptor);
}

void WakeUpCall::call() noexcept
{
    if (m_state.exchange(State::Called) != State::Asleep)
        return;
    const int savedErrno = errno;
    // Fails only if 2^64 - 2 calls are pending already.
    eventfd_write(m_descriptor, 1);
    errno = savedErrno;
}

bool WakeUpCall::beginSleep() noexcept
{
    State expected = State::Awake;
    return m_state.compare_exchange_strong(expected, State::Asleep);
}

bool WakeUpCall::endSleep() noexcept
{
    State expected = State::Asleep;
    m_state.compare_exchange_strong(expected, State::Awake);
    return expected == State::Called;
}

void WakeUpCall::drain() noexcept
{
    eventfd_t count = 0;
    eventfd_read(m_descriptor, &count);
}

WakeReason WakeUpCall::wait(int milliseconds) const noexcept
{
    pollfd entry{m_descriptor, POLLIN, 0};
    const int count = poll(&entry, 1, milliseconds);
    if (count > 0)
        return WakeReason::Called;
    return count < 0 && errno == EINTR ? WakeReason::Signal : WakeReason::Done;
}

void WakeUpCall::reopen()
{
    close(m_descriptor);
    m_descriptor = openEventDescriptor();
}

} // namespace WebJabber
