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

// The texts about the configuration's keys, for translators.
struct ConfigTexts {
    Q_DECLARE_TR_FUNCTIONS(WebJabber::Config)
};

// A value that cannot be taken, and what should stand there instead.
struct ConfigFault {
    const toml::node *node;
    QString expected;
};

// Takes a value over into a setting, or leaves the setting alone and says why.
using ConfigTaker = std::function<std::optional<ConfigFault>(const toml::node &)>;

struct ConfigKey {
    QString name; // in full, with the tables it is in: "http.listen"
    ConfigTaker take;
};
using ConfigKeys = QList<ConfigKey>;

// Reads a TOML file by a list of keys and gathers all that is wrong with it. No
// exception leaves it.
class ConfigReader
{
public:
    // An empty path is an empty file.
    explicit ConfigReader(const QString &path);

    // Hands every value of the file to its key's taker.
    void read(const ConfigKeys &keys) { read(m_root, {}, keys); }
    // The same for a table; `prefix` is its name with a dot behind it.
    void read(const toml::table &table, const QString &prefix, const ConfigKeys &keys);

    void addFault(const QString &name, const ConfigFault &fault);

    // A path as the file means it: relative to the file's own folder.
    QString absolutePath(const QString &path) const;
    // In the order of lines.
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

// A key as it is written in a dotted name: in quotes where it needs them.
QString configKeyName(const toml::key &key);
QString configText(std::string_view text);

// A word of a setting that knows only a few.
template<typename T>
struct ConfigWord {
    QLatin1StringView word;
    T value;
};

// The takers. A target outlives its taker; `expected` ends the sentence "It is
// expected ...".
ConfigTaker takeFlag(bool &target);
ConfigTaker takeInteger(qint64 least, qint64 most, std::function<void(qint64)> take);
ConfigTaker takeText(const QString &expected, std::function<bool(const QString &)> take);
// What `reader` makes absolute; it outlives the taker.
ConfigTaker takePath(QString &target, const ConfigReader &reader);
// `normalize` gives nothing for an element that must not stand in the list.
ConfigTaker takeList(QStringList &target, const QString &expected,
                     std::function<std::optional<QString>(const QString &)> normalize);
QString oneOf(const QStringList &words);

template<std::integral T>
ConfigTaker takeNumber(T &target, qint64 least, qint64 most)
{
    return takeInteger(least, most, [&target](qint64 number) { target = static_cast<T>(number); });
}

template<typename Duration>
ConfigTaker takeSeconds(Duration &target, std::chrono::seconds least, std::chrono::seconds most)
{
    return takeInteger(least.count(), most.count(), [&target](qint64 count) { target = std::chrono::seconds(count); });
}

// `parse` makes an optional value of a text.
template<typename T, typename Parse>
ConfigTaker takeParsed(T &target, const QString &expected, Parse parse)
{
    return takeText(expected, [&target, parse](const QString &text) {
        const auto value = parse(text);
        if (value)
            target = *value;
        return value.has_value();
    });
}

// `words` is static.
template<typename Target, typename T, size_t count>
ConfigTaker takeWord(Target &target, const std::array<ConfigWord<T>, count> &words)
{
    QStringList names;
    for (const auto &word : words)
        names.append(word.word);
    return takeText(oneOf(names), [&target, known = std::span(words)](const QString &text) {
        const auto found = std::ranges::find(known, text, &ConfigWord<T>::word);
        if (found != known.end())
            target = found->value;
        return found != known.end();
    });
}

} // namespace WebJabber
