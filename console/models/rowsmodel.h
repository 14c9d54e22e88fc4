// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>

#include <functional>

namespace WebJabber {

// Rows of the API, one for each key, and what is to be seen of them. Rows that
// stay keep their place, so that selections outlive every update.
class RowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Kind { Text, Number, Time, Word };
    struct Column {
        QLatin1StringView member;
        QString title;
        Kind kind = Kind::Text;
    };
    enum Role {
        SortRole = Qt::UserRole, // a value that compares as the column means it
        KeyRole,
        LettersRole, // of a column's header: how many letters its values usually have
    };
    // Turns a word of the API into one for people.
    using Words = std::function<QString(const QString &word)>;

    RowsModel(QLatin1StringView keyMember, const QList<Column> &columns, Words words, QObject *parent = nullptr);

    // Makes the rows what the list says.
    void replace(const QJsonArray &rows);
    // Adds the row, or updates the one with its key.
    void upsert(const QJsonObject &row);
    // Nothing happens where there is none.
    void remove(const QString &key);
    void clear() { replace({}); }

    // The row as it came; empty where there is none.
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
    Words m_words;
    QList<QJsonObject> m_rows;
    QHash<QString, qsizetype> m_places; // by key
};

// A time for people, in their zone; "—" where there is none.
QString shownTime(const QString &rfc3339);

} // namespace WebJabber
