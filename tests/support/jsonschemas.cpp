// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/jsonschemas.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

using Adapter = valijson::adapters::QtJsonAdapter;

static constexpr qsizetype maxShownMistakes = 6;

JsonSchemas::JsonSchemas(const QJsonObject &components)
    : m_components(components)
{
}

JsonSchemas::~JsonSchemas() = default;

// WORKAROUND (valijson 1.0.3): to QtJsonAdapter only numbers of 32 bits are integers. Replaces larger whole numbers by
// the largest of these, and smaller ones by the smallest; ends with an adapter that knows larger ones.
static QJsonValue withNarrowIntegers(const QJsonValue &value)
{
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (QJsonValueRef member : object)
            member = withNarrowIntegers(QJsonValue(member));
        return object;
    }
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &item : value.toArray())
            array.append(withNarrowIntegers(item));
        return array;
    }
    constexpr std::numeric_limits<int> limits;
    const double number = value.toDouble();
    if (value.isDouble() && std::trunc(number) == number)
        return std::clamp(number, double(limits.min()), double(limits.max()));
    return value;
}

const valijson::Schema &JsonSchemas::compiled(const QString &name, const QJsonObject &schema)
{
    std::shared_ptr<valijson::Schema> &known = m_schemas[name];
    if (!known) {
        const QJsonValue document = QJsonObject{{u"allOf"_s, QJsonArray{schema}}, {u"components"_s, m_components}};
        known = std::make_shared<valijson::Schema>();
        valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(document), *known);
    }
    return *known;
}

// valijson's path is like <root>["events"][0].
static QString pointer(const std::vector<std::string> &path)
{
    static const QRegularExpression step(u"^\\[\"?(.*?)\"?\\]$"_s);
    QString text;
    for (const std::string &part : path) {
        const auto match = step.match(QString::fromStdString(part));
        if (match.hasMatch())
            text += u'/' + match.captured(1);
    }
    return text;
}

QString JsonSchemas::mistakes(const QString &name, const QJsonObject &schema, const QJsonValue &value,
                              const QString &root)
{
    valijson::ValidationResults results;
    valijson::Validator validator;
    const QJsonValue narrow = withNarrowIntegers(value);
    if (validator.validate(compiled(name, schema), Adapter(narrow), &results))
        return {};
    QStringList lines;
    for (const auto &error : results)
        lines.append(u"%1%2: %3"_s.arg(root, pointer(error.context), QString::fromStdString(error.description)));
    lines.removeDuplicates();
    return lines.first(std::min(lines.size(), maxShownMistakes)).join(u'\n');
}

} // namespace WebJabber::Test
