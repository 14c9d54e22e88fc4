// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

#include <toml++/toml.hpp>

#include <chrono>
#include <concepts>
#include <functional>
#include <optional>
#include <span>

namespace WebJabber {

// Translation context for texts about configuration keys.
struct ConfigTexts {
    Q_DECLARE_TR_FUNCTIONS(WebJabber::Config)
};

// An invalid value, and what was expected instead.
struct ConfigFault {
    const toml::node *node;
    QString expected;
};

// Stores a value in a setting, or returns a fault and leaves the setting unchanged.
using ConfigSetter = std::function<std::optional<ConfigFault>(const toml::node &)>;

struct ConfigKey {
    QString name; // with its tables: "http.listen"
    ConfigSetter set;
};
using ConfigKeys = QList<ConfigKey>;

// Reads a TOML file according to a list of keys and collects all errors. Throws no exceptions.
class ConfigReader
{
public:
    // An empty path means an empty file.
    explicit ConfigReader(const QString &path);

    // Passes each value of the file to the taker of its key.
    void read(const ConfigKeys &keys) { read(m_root, {}, keys); }
    // The same for a table. `prefix` is its dotted name with a trailing dot.
    void read(const toml::table &table, const QString &prefix, const ConfigKeys &keys);

    void addFault(const QString &name, const ConfigFault &fault);

    // Returns the path, relative paths resolved against the folder of the file.
    QString absolutePath(const QString &path) const;
    // In line order.
    QStringList errors() const;

private:
    struct Error {
        toml::source_index line;
        QString text;
    };

    void addError(const toml::source_position &position, const QString &text);
    void addUnknown(const toml::key &key, const QString &name, const ConfigKeys &keys);

    QString m_path;
    toml::table m_root;
    QList<Error> m_errors;
};

// Returns the key as in a dotted name, quoted if necessary.
QString configKeyName(const toml::key &key);
QString configText(std::string_view text);

// One of the allowed words of a setting.
template<typename T>
struct ConfigChoice {
    QLatin1StringView keyword;
    T value;
};

// Takers. The target must outlive the taker. `expected` completes the sentence "It is expected ...".
ConfigSetter flagSetter(bool &target);
ConfigSetter integerSetter(qint64 least, qint64 most, std::function<void(qint64)> set);
ConfigSetter textSetter(const QString &expected, std::function<bool(const QString &)> set);
// Makes the path absolute with `reader`, which must outlive the taker.
ConfigSetter pathSetter(QString &target, const ConfigReader &reader);
// `normalize` returns nullopt for an invalid element.
ConfigSetter listSetter(QStringList &target, const QString &expected,
                        std::function<std::optional<QString>(const QString &)> normalize);
QString listOfWords(const QStringList &choices);

template<std::integral T>
ConfigSetter numberSetter(T &target, qint64 least, qint64 most)
{
    return integerSetter(least, most, [&target](qint64 number) { target = static_cast<T>(number); });
}

template<typename Duration>
ConfigSetter secondsSetter(Duration &target, std::chrono::seconds least, std::chrono::seconds most)
{
    return integerSetter(least.count(), most.count(),
                         [&target](qint64 count) { target = std::chrono::seconds(count); });
}

// `parse` converts a text to an optional value.
template<typename T, typename Parse>
ConfigSetter parsedSetter(T &target, const QString &expected, Parse parse)
{
    return textSetter(expected, [&target, parse](const QString &text) {
        const auto value = parse(text);
        if (value)
            target = *value;
        return value.has_value();
    });
}

// `choices` must be static.
template<typename Target, typename T, size_t count>
ConfigSetter choiceSetter(Target &target, const std::array<ConfigChoice<T>, count> &choices)
{
    QStringList names;
    for (const auto &keyword : choices)
        names.append(keyword.keyword);
    return textSetter(listOfWords(names), [&target, known = std::span(choices)](const QString &text) {
        const auto found = std::ranges::find(known, text, &ConfigChoice<T>::keyword);
        if (found != known.end())
            target = found->value;
        return found != known.end();
    });
}

} // namespace WebJabber
