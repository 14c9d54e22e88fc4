// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/workdirectory.h"

#include <QDir>

namespace WebJabber::Test {

WorkDirectory::WorkDirectory(const QString &kept)
    : m_temporary(kept.isEmpty() ? std::make_unique<QTemporaryDir>() : nullptr)
    , m_path(m_temporary ? m_temporary->path() : QDir(kept).absolutePath())
{
    if (!QDir().mkpath(m_path))
        qFatal("%s cannot be made", qPrintable(m_path));
}

} // namespace WebJabber::Test
