// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/linesmodel.h"

#include "console/models/rowsmodel.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto batchDelay = 50ms;
static constexpr qsizetype maxShownText = 500; // in a row; the details show all of it

LinesModel::LinesModel(const QStringList &titles, QObject *parent)
    : QAbstractTableModel(parent)
    , m_titles(titles)
{
    m_batchTimer.setSingleShot(true);
    connect(&m_batchTimer, &QTimer::timeout, this, &LinesModel::flush);
}

void LinesModel::append(const Line &line)
{
    m_waiting.push_back(line);
    if (qsizetype(m_waiting.size()) > maxLines)
        m_waiting.pop_front();
    if (!m_isPaused && !m_batchTimer.isActive())
        m_batchTimer.start(batchDelay);
}

void LinesModel::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (isPaused)
        m_batchTimer.stop();
    else
        flush();
}

void LinesModel::flush()
{
    if (m_isPaused || m_waiting.empty())
        return;
    const int first = int(m_lines.size());
    beginInsertRows({}, first, first + int(m_waiting.size()) - 1);
    for (Line &line : m_waiting) {
        m_characters += line.text.size();
        m_lines.push_back(std::move(line));
    }
    m_waiting.clear();
    endInsertRows();
    dropOldest();
}

void LinesModel::dropOldest()
{
    std::size_t count = 0;
    qsizetype characters = m_characters;
    while (count + 1 < m_lines.size() && (qsizetype(m_lines.size() - count) > maxLines || characters > maxCharacters))
        characters -= m_lines.at(count++).text.size();
    if (count == 0)
        return;
    beginRemoveRows({}, 0, int(count) - 1);
    m_lines.erase(m_lines.begin(), m_lines.begin() + std::ptrdiff_t(count));
    m_characters = characters;
    endRemoveRows();
}

void LinesModel::clear()
{
    beginResetModel();
    m_lines.clear();
    m_waiting.clear();
    m_characters = 0;
    endResetModel();
}

int LinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int LinesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString LinesModel::cellText(const Line &line, int column) const
{
    switch (column) {
    case TimeColumn:
        return QLocale().toString(QDateTime::fromString(line.time, Qt::ISODateWithMs).toLocalTime().time(),
                                  u"HH:mm:ss.zzz"_s);
    case SubjectColumn:
        return line.subject;
    case TagColumn:
        return tagText(line.tag);
    default: // XML and logs run from left to right in every language (Unicode isolates)
        return QChar(0x2066) + line.text.left(maxShownText).replace(u'\n', u' ') + QChar(0x2069);
    }
}

QVariant LinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &one = line(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(one, index.column());
    case TextRole:
        return one.text;
    case FilterRole:
        return QString(one.subject + u' ' + one.text);
    default:
        return {};
    }
}

QVariant LinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return m_titles.value(section);
}

TraceModel::TraceModel(QObject *parent)
    : LinesModel({tr("Time"), tr("JID"), tr("Direction"), tr("Stanza")}, parent)
{
}

QString TraceModel::tagText(const QString &tag) const
{
    return tag == "in"_L1 ? tr("received") : tr("sent");
}

LogModel::LogModel(QObject *parent)
    : LinesModel({tr("Time"), tr("Category"), tr("Level"), tr("Text")}, parent)
{
}

QString LogModel::tagText(const QString &tag) const
{
    return levelText(tag);
}

QString levelText(const QString &level)
{
    if (level == "debug"_L1)
        return LogModel::tr("debug");
    if (level == "info"_L1)
        return LogModel::tr("information");
    if (level == "warning"_L1)
        return LogModel::tr("warning");
    if (level == "off"_L1)
        return LogModel::tr("nothing");
    return LogModel::tr("critical");
}

} // namespace WebJabber
