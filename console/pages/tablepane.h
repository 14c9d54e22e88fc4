// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/rowsmodel.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSettings;
class QSortFilterProxyModel;
class QTableView;

namespace WebJabber {

// A table with a filter line above it, sortable by any column. One row is selected at a time, and stays selected while
// it exists.
class TablePane : public QWidget
{
    Q_OBJECT

public:
    // `name` is the table's accessible name.
    TablePane(RowsModel &model, const QString &name, QWidget *parent = nullptr);

    QString selectedKey() const;
    void select(const QString &key);
    void setFilter(const QString &text);
    int visibleRows() const;
    QTableView *table() const { return m_table; }
    QLineEdit *filter() const { return m_filter; }

    void save(QSettings &settings, const QString &group) const;
    void restore(QSettings &settings, const QString &group);

Q_SIGNALS:
    void selectionChanged();

private:
    void showCount();

    RowsModel &m_model;
    QSortFilterProxyModel *m_proxy;
    QLineEdit *m_filter;
    QLabel *m_count;
    QTableView *m_table;
};

// Sets the appearance and behaviour that all tables of the console share.
void setUpTable(QTableView *table, const QString &name);

} // namespace WebJabber
