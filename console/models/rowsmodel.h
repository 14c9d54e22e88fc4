// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>

#include <functional>

namespace WebJabber {

// The API's rows by key, and the columns shown of them. Rows keep their position across updates, so selections survive.
class RowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Kind { Text, Number, Time, Keyword };
    struct Column {
        QLatin1StringView member;
        QString title;
        Kind kind = Kind::Text;
    };
    enum Role {
        SortRole = Qt::UserRole, // a value that compares in the column's order
        KeyRole,
        LettersRole, // of a column's header: the usual number of letters of its values
    };
    // Returns the human-readable form of a word of the API.
    using KeywordText = std::function<QString(const QString &word)>;

    RowsModel(QLatin1StringView keyMember, const QList<Column> &columns, KeywordText words, QObject *parent = nullptr);

    // Replaces all rows by those of the list.
    void replace(const QJsonArray &rows);
    // Adds the row, or updates the row with the same key.
    void upsert(const QJsonObject &row);
    // Does nothing if there is no such row.
    void remove(const QString &key);
    void clear() { replace({}); }

    // The row as the API sent it; empty if there is none.
    QJsonObject row(const QString &key) const;
    QString key(const QModelIndex &index) const;
    QModelIndex indexOf(const QString &key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant sortValue(const QJsonObject &row, const Column &column) const;
    QString text(const QJsonObject &row, const Column &column) const;
    void removeAt(qsizetype at);

    QLatin1StringView m_keyMember;
    QList<Column> m_columns;
    KeywordText m_keywordText;
    QList<QJsonObject> m_rows;
    QHash<QString, qsizetype> m_indexes; // by key
};

// A human-readable time in the local time zone; "—" if there is none.
QString timeText(const QString &rfc3339);

} // namespace WebJabber
