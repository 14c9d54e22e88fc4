// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/outcometable.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

static constexpr auto title =
    "# What other clients and servers do with WebJabber\n\n"
    "Written by tests of tests/integration, each its section: tst_interop, tst_servervariants, tst_servertroubles\n"
    "and tst_heldpresence. The header of tst_interop.cpp says how.\n"_L1;

void OutcomeTable::add(const QString &name, const QString &server, const QString &result)
{
    // A case with the same outcome on every server takes one row.
    const auto same = std::ranges::find_if(m_rows, [&](const Row &row) {
        return row.name == name && row.result == result && !row.servers.contains(server);
    });
    if (same != m_rows.end()) {
        same->servers.append(server);
        return;
    }
    const auto sibling = std::ranges::find(m_rows.rbegin(), m_rows.rend(), name, &Row::name);
    m_rows.insert(sibling.base() == m_rows.begin() ? m_rows.end() : sibling.base(), {name, {server}, result});
}

static QString cell(QString text)
{
    return text.replace(u'|', u"\\|"_s).replace(u'\n', u"\\n"_s);
}

QString OutcomeTable::markdown() const
{
    QString markdown = u"## "_s + m_heading + u"\n\n"_s + m_text + u"\n\n| case | server | result |\n|---|---|---|\n"_s;
    for (const Row &row : m_rows)
        markdown += u"| %1 | %2 | %3 |\n"_s.arg(cell(row.name), row.servers.join(u", "_s), cell(row.result));
    return markdown;
}

static bool writeFile(const QString &path, const QString &text)
{
    QFile file(path);
    const QByteArray bytes = text.toUtf8();
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

// Returns the document with the section of the same heading replaced.
static QString withSection(const QString &document, const QString &heading, const QString &section)
{
    QStringList parts = document.split(u"\n## "_s);
    parts.first() = title;
    const QString body = section.sliced(3);
    const auto old = std::ranges::find_if(parts, [&](const QString &part) { return part.startsWith(heading + u'\n'); });
    if (old == parts.end())
        parts.append(body);
    else
        *old = body;
    for (qsizetype i = 1; i < parts.size(); ++i)
        parts[i] = parts.at(i).trimmed() + u'\n';
    return parts.join(u"\n## "_s);
}

bool OutcomeTable::write(const QString &fileName) const
{
    if (!writeFile(QCoreApplication::applicationDirPath() + u'/' + fileName, markdown()))
        return false;
    const QString path = qEnvironmentVariable("WEBJABBER_INTEROP_DOC");
    if (path.isEmpty())
        return true;
    QFile old(path);
    const QString document = old.open(QIODevice::ReadOnly) ? QString::fromUtf8(old.readAll()) : QString();
    return writeFile(path, withSection(document, m_heading, markdown()));
}

} // namespace WebJabber::Test
