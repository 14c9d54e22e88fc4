// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminserver.h"

namespace WebJabber {

AdminServer::AdminServer(QObject *parent)
    : HttpServer({}, parent)
    , m_listener(new AdminListener(this))
{
}

Result<void> AdminServer::listen(const AdminSettings &settings)
{
    if (const auto started = m_listener->start(settings); !started)
        return started;
    bind(m_listener);
    return {};
}

} // namespace WebJabber
