// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pushcheck.h"

#include "support/childprocess.h"

#include <QJsonDocument>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

QJsonObject pushCheck(const QString &command, const QJsonObject &input)
{
    QProcess process;
    endWithParent(process);
    process.start(u"/usr/bin/python3"_s, {QStringLiteral(WEBJABBER_SOURCE_DIR "/tests/support/pushcheck.py"), command});
    process.write(QJsonDocument(input).toJson());
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitCode() != 0)
        return {{u"error"_s, QString::fromUtf8(process.readAllStandardError())}};
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

} // namespace WebJabber::Test
