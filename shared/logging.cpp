// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/logging.h"

namespace WebJabber {

Q_LOGGING_CATEGORY(lcDaemon, "webjabber.daemon", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "webjabber.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSession, "webjabber.session", QtInfoMsg)
Q_LOGGING_CATEGORY(lcPush, "webjabber.push", QtInfoMsg)
Q_LOGGING_CATEGORY(lcHttp, "webjabber.http", QtInfoMsg)
Q_LOGGING_CATEGORY(lcAdmin, "webjabber.admin", QtInfoMsg)
Q_LOGGING_CATEGORY(lcAccess, "webjabber.access", QtInfoMsg)

} // namespace WebJabber
