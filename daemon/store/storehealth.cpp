// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storehealth.h"

#include "shared/logging.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto retryAfter = 10s;
static constexpr auto silence = 60s;
static constexpr auto recoveryTime = 10s;

static Problem unavailable(const QString &why)
{
    return {ProblemCode::StorageUnavailable, u"%1; nothing was accepted. Try again later."_s.arg(why), {}, retryAfter};
}

static QString reason(SqlDialect::Failure kind)
{
    switch (kind) {
    case SqlDialect::Failure::Busy:
        return u"The server's database is locked"_s;
    case SqlDialect::Failure::Full:
        return u"The server's disk is full"_s;
    case SqlDialect::Failure::Damaged:
        return u"The server's database is damaged"_s;
    case SqlDialect::Failure::Other:
        return u"The server's database does not work"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

Problem StoreHealth::failed(const SqlError &error)
{
    if (!m_isFailing || m_logPause.hasExpired()) {
        qCCritical(lcStore).noquote() << "storing failed:" << error.text;
        m_logPause.setRemainingTime(silence);
    }
    m_isFailing = true;
    m_recoveryTime.setRemainingTime(recoveryTime);
    return unavailable(reason(error.kind));
}

void StoreHealth::succeeded()
{
    if (!m_isFailing || !m_recoveryTime.hasExpired())
        return;
    qCInfo(lcStore) << "storing works again";
    m_isFailing = false;
}

Problem queueFullProblem()
{
    return unavailable(u"The server's database does not keep up"_s);
}

} // namespace WebJabber
