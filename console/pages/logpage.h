// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/linesmodel.h"
#include "console/pages/page.h"

#include <QMap>

class QComboBox;
class QFormLayout;

namespace WebJabber {

class LinesPane;

// The daemon's log and the level of each category.
class LogPage final : public Page
{
    Q_OBJECT

public:
    explicit LogPage(AdminClient &client, QWidget *parent = nullptr);

    LogModel &model() { return m_model; }
    LinesPane &pane() { return *m_pane; }
    QWidget *firstWidget() override;
    QWidget *filterWidget() override;
    void save(QSettings &settings) const override;
    void restore(QSettings &settings) override;

    // By category, in the API's words: "debug" ... "off".
    QMap<QString, QString> levels() const;
    void setLevel(const QString &category, const QString &level);

protected:
    void refresh() override;
    void handleDisconnected() override;

private:
    void addLogLine(const ServerEvent &event);
    void showLevels(const QJsonObject &levels);
    QComboBox *makeLevelBox(const QString &category);

    LogModel m_model;
    LinesPane *m_pane;
    QFormLayout *m_form;
    QMap<QString, QComboBox *> m_levels; // by category
    ServerStream *m_stream = nullptr; // a child
};

} // namespace WebJabber
