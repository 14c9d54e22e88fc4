// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/pages/linespane.h"

#include "console/pages/tablepane.h"

#include <QFileDialog>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace WebJabber {

LinesPane::LinesPane(LinesModel &model, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_proxy(new QSortFilterProxyModel(this))
    , m_tools(new QHBoxLayout)
    , m_filter(new QLineEdit(this))
    , m_pause(new QPushButton(tr("&Pause"), this))
    , m_count(new QLabel(this))
    , m_table(new QTableView(this))
    , m_details(new QPlainTextEdit(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
{
    m_proxy->setSourceModel(&model);
    m_proxy->setFilterRole(LinesModel::FilterRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_proxy);
    setUpTable(m_table, name);
    const int letter = m_table->fontMetrics().averageCharWidth();
    m_table->setColumnWidth(LinesModel::TimeColumn, letter * 16);
    m_table->setColumnWidth(LinesModel::SubjectColumn, letter * 26);
    m_table->setColumnWidth(LinesModel::TagColumn, letter * 14);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_pause->setCheckable(true);
    m_details->setReadOnly(true);
    m_details->setAccessibleName(tr("The line selected, in full"));
    m_details->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_details->setTabChangesFocus(true);
    auto *clear = new QPushButton(tr("&Clear"), this);
    auto *saveButton = new QPushButton(tr("&Save…"), this);
    m_tools->addWidget(m_filter, 1);
    m_tools->addWidget(m_count);
    m_tools->addWidget(m_pause);
    m_tools->addWidget(clear);
    m_tools->addWidget(saveButton);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins({});
    box->addLayout(m_tools);
    box->addWidget(m_splitter, 1);

    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_pause, &QPushButton::toggled, this, [this](bool isPaused) { m_model.setPaused(isPaused); });
    connect(clear, &QPushButton::clicked, &m_model, &LinesModel::clear);
    connect(saveButton, &QPushButton::clicked, this, &LinesPane::askWhereToSave);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LinesPane::showSelected);
    connect(m_proxy, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const QScrollBar *bar = m_table->verticalScrollBar();
        m_autoScrolls = bar->value() >= bar->maximum();
    });
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_autoScrolls)
            m_table->scrollToBottom();
        showCount();
    });
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &LinesPane::showCount);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &LinesPane::showCount);
    showCount();
}

void LinesPane::showCount()
{
    m_count->setText(tr("%Ln line(s)", nullptr, visibleLines()));
}

int LinesPane::visibleLines() const
{
    return m_proxy->rowCount();
}

void LinesPane::setFilter(const QString &text)
{
    m_filter->setText(text);
}

void LinesPane::setPaused(bool isPaused)
{
    m_pause->setChecked(isPaused);
}

void LinesPane::showSelected()
{
    m_details->setPlainText(detailsOf(m_table->currentIndex().data(LinesModel::TextRole).toString()));
}

bool LinesPane::saveTo(const QString &file) const
{
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly))
        return false;
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const LinesModel::Line &line = m_model.line(m_proxy->mapToSource(m_proxy->index(row, 0)).row());
        target.write(u"%1 %2 %3 %4\n"_s.arg(line.time, line.subject, line.tag, line.text).toUtf8());
    }
    return target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && target.commit();
}

void LinesPane::askWhereToSave()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the lines shown"), {}, tr("Text (*.txt)"));
    if (!file.isEmpty() && !saveTo(file))
        QMessageBox::warning(this, {}, tr("%1 could not be written.").arg(file));
}

void LinesPane::save(QSettings &settings, const QString &group) const
{
    settings.setValue(group + "/header"_L1, m_table->horizontalHeader()->saveState());
    settings.setValue(group + "/splitter"_L1, m_splitter->saveState());
}

void LinesPane::restore(QSettings &settings, const QString &group)
{
    m_table->horizontalHeader()->restoreState(settings.value(group + "/header"_L1).toByteArray());
    m_splitter->restoreState(settings.value(group + "/splitter"_L1).toByteArray());
}

} // namespace WebJabber
