// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/rowsmodel.h"

#include <QDateTime>
#include <QLocale>
#include <QSet>

using namespace Qt::StringLiterals;

namespace WebJabber {

QString timeText(const QString &rfc3339)
{
    const QDateTime time = QDateTime::fromString(rfc3339, Qt::ISODateWithMs).toLocalTime();
    if (!time.isValid())
        return u"—"_s;
    const bool isToday = time.date() == QDate::currentDate();
    return isToday ? QLocale().toString(time.time(), u"HH:mm:ss"_s) : QLocale().toString(time, QLocale::ShortFormat);
}

RowsModel::RowsModel(QLatin1StringView keyMember, const QList<Column> &columns, KeywordText words, QObject *parent)
    : QAbstractTableModel(parent)
    , m_keyMember(keyMember)
    , m_columns(columns)
    , m_keywordText(std::move(words))
{
}

void RowsModel::replace(const QJsonArray &rows)
{
    if (m_rows.isEmpty() || rows.isEmpty()) {
        beginResetModel();
        m_rows.clear();
        m_indexes.clear();
        m_rows.reserve(rows.size());
        for (const QJsonValue &value : rows) {
            m_indexes.insert(value[m_keyMember].toString(), m_rows.size());
            m_rows.append(value.toObject());
        }
        return endResetModel();
    }
    QSet<QString> kept;
    for (const QJsonValue &value : rows)
        kept.insert(value[m_keyMember].toString());
    for (qsizetype at = m_rows.size() - 1; at >= 0; --at) {
        if (!kept.contains(m_rows.at(at).value(m_keyMember).toString()))
            removeAt(at);
    }
    for (const QJsonValue &value : rows)
        upsert(value.toObject());
}

void RowsModel::upsert(const QJsonObject &row)
{
    const QString key = row.value(m_keyMember).toString();
    const auto place = m_indexes.constFind(key);
    if (place == m_indexes.cend()) {
        const int at = int(m_rows.size());
        beginInsertRows({}, at, at);
        m_indexes.insert(key, at);
        m_rows.append(row);
        return endInsertRows();
    }
    if (m_rows.at(*place) == row)
        return;
    m_rows[*place] = row;
    const int at = int(*place);
    Q_EMIT dataChanged(index(at, 0), index(at, int(m_columns.size()) - 1));
}

void RowsModel::remove(const QString &key)
{
    if (const auto place = m_indexes.constFind(key); place != m_indexes.cend())
        removeAt(*place);
}

void RowsModel::removeAt(qsizetype at)
{
    beginRemoveRows({}, int(at), int(at));
    m_indexes.remove(m_rows.at(at).value(m_keyMember).toString());
    m_rows.removeAt(at);
    for (qsizetype i = at; i < m_rows.size(); ++i)
        m_indexes[m_rows.at(i).value(m_keyMember).toString()] = i;
    endRemoveRows();
}

QJsonObject RowsModel::row(const QString &key) const
{
    const auto place = m_indexes.constFind(key);
    return place == m_indexes.cend() ? QJsonObject() : m_rows.at(*place);
}

QString RowsModel::key(const QModelIndex &index) const
{
    return index.isValid() ? m_rows.at(index.row()).value(m_keyMember).toString() : QString();
}

QModelIndex RowsModel::indexOf(const QString &key) const
{
    const auto place = m_indexes.constFind(key);
    return place == m_indexes.cend() ? QModelIndex() : index(int(*place), 0);
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant RowsModel::sortValue(const QJsonObject &row, const Column &column) const
{
    const QJsonValue value = row.value(column.member);
    // The API's times sort as text.
    return column.kind == Kind::Number ? QVariant(value.toDouble()) : QVariant(value.toString());
}

QString RowsModel::text(const QJsonObject &row, const Column &column) const
{
    const QJsonValue value = row.value(column.member);
    switch (column.kind) {
    case Kind::Text:
        return value.toString();
    case Kind::Number:
        return value.isNull() ? u"—"_s : QLocale().toString(value.toInteger());
    case Kind::Time:
        return timeText(value.toString());
    case Kind::Keyword:
        return m_keywordText(value.toString());
    }
    Q_UNREACHABLE_RETURN({});
}

static QVariant alignment(RowsModel::Kind kind)
{
    return QVariant(Qt::AlignVCenter | (kind == RowsModel::Kind::Number ? Qt::AlignRight : Qt::AlignLeft));
}

static int usualLetters(RowsModel::Kind kind)
{
    switch (kind) {
    case RowsModel::Kind::Text:
        return 20;
    case RowsModel::Kind::Number:
        return 6;
    case RowsModel::Kind::Time:
        return 12;
    case RowsModel::Kind::Keyword:
        return 14;
    }
    Q_UNREACHABLE_RETURN(0);
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QJsonObject &row = m_rows.at(index.row());
    const Column &column = m_columns.at(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(row, column);
    case Qt::TextAlignmentRole:
        return alignment(column.kind);
    case SortRole:
        return sortValue(row, column);
    case KeyRole:
        return row.value(m_keyMember).toString();
    default:
        return {};
    }
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const Column &column = m_columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::TextAlignmentRole:
        return alignment(column.kind);
    case LettersRole:
        return usualLetters(column.kind);
    default:
        return {};
    }
}

} // namespace WebJabber
