// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

#include <memory>

namespace WebJabber::Test {

// The working directory of a test server. A given directory is created if it is missing, and kept. Otherwise it is
// temporary and removed with this object.
class WorkDirectory
{
public:
    explicit WorkDirectory(const QString &kept = {});

    bool isKept() const { return !m_temporary; }
    QString path() const { return m_path; } // absolute
    QString filePath(const QString &name) const { return m_path + u'/' + name; }

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_path;
};

} // namespace WebJabber::Test
