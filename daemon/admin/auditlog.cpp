// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/auditlog.h"

#include "shared/eventjson.h"
#include "shared/logging.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber {

Result<void> AuditLog::write(const Peer &peer, const QString &action, const QString &target) const
{
    const QJsonObject entry{{u"time"_s, jsonTime(QDateTime::currentDateTimeUtc())},
                            {u"uid"_s, qint64(peer.uid)},
                            {u"pid"_s, qint64(peer.pid)},
                            {u"action"_s, action},
                            {u"target"_s, target}};
    const QByteArray line = QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n';
    QFile file(m_file);
    if (file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered,
                  QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(line) == line.size())
        return {};
    qCCritical(lcAdmin).noquote() << "the audit log" << m_file << "cannot be written:" << file.errorString();
    return problem(ProblemCode::StorageUnavailable,
                   u"The audit log cannot be written, so nothing was done: %1."_s.arg(file.errorString()));
}

} // namespace WebJabber
