// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>

#include <memory>

namespace valijson {
class Schema;
}

namespace WebJabber::Test {

// Validates JSON against the schemas of a document. Of JSON Schema it knows draft 7, which openapi.json keeps to.
class JsonSchemas
{
public:
    // `components` is what references in schemas point into: "#/components/...".
    explicit JsonSchemas(const QJsonObject &components);
    ~JsonSchemas();

    // Returns what is wrong, one mistake a line: the place as a JSON pointer below `root`, and what was expected. Empty
    // if the value fits. `name` identifies the schema.
    QString mistakes(const QString &name, const QJsonObject &schema, const QJsonValue &value, const QString &root);

private:
    const valijson::Schema &compiled(const QString &name, const QJsonObject &schema);

    QJsonObject m_components;
    QHash<QString, std::shared_ptr<valijson::Schema>> m_schemas;
};

} // namespace WebJabber::Test
