// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ackmonitor.h"

namespace WebJabber {

void AckMonitor::appended(qint64 seq, Time now)
{
    m_newest = {seq, now};
    if (!m_oldest)
        m_oldest = m_newest;
}

void AckMonitor::acknowledged(qint64 seq)
{
    if (!m_oldest || seq < m_oldest->seq)
        return;
    if (seq >= m_newest.seq)
        m_oldest.reset();
    else
        m_oldest = m_newest;
}

} // namespace WebJabber
