// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/configreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace WebJabber {

// Maximum length of a quoted invalid value.
static constexpr qsizetype maxShown = 60;
// Maximum edit distance for suggesting a key.
static constexpr qsizetype maxMisspelt = 3;

namespace {
struct ReaderTexts {
    Q_DECLARE_TR_FUNCTIONS(WebJabber::ConfigReader)
};
} // namespace

QString configText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString configKeyName(const toml::key &key)
{
    const QString name = configText(key.str());
    const bool bare = !name.isEmpty() && std::ranges::all_of(name, [](QChar c) {
        return (c.unicode() < 0x80 && c.isLetterOrNumber()) || c == u'_' || c == u'-';
    });
    return bare ? name : u'"' + name + u'"';
}

QString listOfWords(const QStringList &words)
{
    return ReaderTexts::tr("one of %1").arg(u'"' + words.join("\", \""_L1) + u'"');
}

static QString shownText(const QString &text)
{
    QString shown = text.size() > maxShown ? text.first(maxShown) + u'…' : text;
    std::ranges::replace_if(shown, [](QChar c) { return !c.isPrint(); }, QChar(QChar::ReplacementCharacter));
    return u'"' + shown + u'"';
}

static QString describe(const toml::node &node)
{
    if (const auto *text = node.as_string())
        return shownText(configText(text->get()));
    if (const auto *number = node.as_integer())
        return QString::number(number->get());
    if (const auto *number = node.as_floating_point())
        return QString::number(number->get());
    if (const auto *flag = node.as_boolean())
        return flag->get() ? u"true"_s : u"false"_s;
    if (node.is_table())
        return ReaderTexts::tr("a table");
    if (node.is_array())
        return ReaderTexts::tr("a list");
    return ReaderTexts::tr("a date or time");
}

static qsizetype editDistance(QStringView a, QStringView b)
{
    QList<qsizetype> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const qsizetype replaced = diagonal + (a[i] != b[j]);
            diagonal = std::exchange(row[j + 1], std::min({replaced, row[j] + 1, row[j + 1] + 1}));
        }
    }
    return row.last();
}

static QStringView lastPart(QStringView name)
{
    return name.sliced(name.lastIndexOf(u'.') + 1);
}

// 0: the same key in another table, or a prefix of the key.
static qsizetype distance(const QString &name, const QString &known)
{
    if (lastPart(name) == lastPart(known) || (known.startsWith(name) && 2 * name.size() > known.size()))
        return 0;
    return editDistance(name, known);
}

static QStringList tablesOf(const ConfigKeys &keys)
{
    QStringList tables;
    for (const auto &key : keys) {
        for (qsizetype dot = key.name.indexOf(u'.'); dot >= 0; dot = key.name.indexOf(u'.', dot + 1))
            tables.append(key.name.first(dot));
    }
    return tables;
}

static QString nearest(const QString &name, const ConfigKeys &keys)
{
    QStringList known = tablesOf(keys);
    for (const auto &key : keys)
        known.append(key.name);
    const auto best = std::ranges::min_element(known, {}, [&name](const QString &k) { return distance(name, k); });
    const bool near = best != known.end() && distance(name, *best) <= std::min(maxMisspelt, name.size() / 2);
    return near ? *best : QString();
}

ConfigReader::ConfigReader(const QString &path)
    : m_path(path)
{
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_errors.append({0, ReaderTexts::tr("%1: cannot be read: %2").arg(path, file.errorString())});
        return;
    }
    const QByteArray bytes = file.readAll();
    try {
        m_root = toml::parse(std::string_view(bytes.data(), size_t(bytes.size())));
    } catch (const toml::parse_error &error) {
        const toml::source_position at = error.source().begin;
        m_errors.append(
            {at.line, u"%1:%2:%3: %4"_s.arg(path).arg(at.line).arg(at.column).arg(configText(error.description()))});
    }
}

void ConfigReader::read(const toml::table &table, const QString &prefix, const ConfigKeys &keys)
{
    const QStringList tables = tablesOf(keys);
    for (const auto &[key, node] : table) {
        const QString name = prefix + configKeyName(key);
        if (const auto known = std::ranges::find(keys, name, &ConfigKey::name); known != keys.end()) {
            if (const auto fault = known->set(node))
                addFault(name, *fault);
        } else if (!tables.contains(name)) {
            addUnknown(key, name, keys);
        } else if (const auto *inner = node.as_table()) {
            read(*inner, name + u'.', keys);
        } else {
            addFault(name, {&node, ReaderTexts::tr("a table")});
        }
    }
}

void ConfigReader::addFault(const QString &name, const ConfigFault &fault)
{
    addError(fault.node->source().begin,
             ReaderTexts::tr("%1: expected %2, found %3").arg(name, fault.expected, describe(*fault.node)));
}

void ConfigReader::addUnknown(const toml::key &key, const QString &name, const ConfigKeys &keys)
{
    const QString meant = nearest(name, keys);
    addError(key.source().begin,
             meant.isEmpty() ? ReaderTexts::tr("%1: there is no such key").arg(name)
                             : ReaderTexts::tr("%1: there is no such key; did you mean %2?").arg(name, meant));
}

void ConfigReader::addError(const toml::source_position &position, const QString &text)
{
    m_errors.append({position.line, u"%1:%2: "_s.arg(m_path).arg(position.line) + text});
}

QString ConfigReader::absolutePath(const QString &path) const
{
    return QFileInfo(m_path).absoluteDir().absoluteFilePath(path);
}

QStringList ConfigReader::errors() const
{
    QList<Error> sorted = m_errors;
    std::ranges::stable_sort(sorted, {}, &Error::line);
    QStringList texts;
    for (const auto &error : sorted)
        texts.append(error.text);
    return texts;
}

ConfigSetter flagSetter(bool &target)
{
    return [&target](const toml::node &node) -> std::optional<ConfigFault> {
        const auto *flag = node.as_boolean();
        if (!flag)
            return ConfigFault{&node, ReaderTexts::tr("true or false")};
        target = flag->get();
        return {};
    };
}

ConfigSetter integerSetter(qint64 least, qint64 most, std::function<void(qint64)> set)
{
    return [least, most, set = std::move(set)](const toml::node &node) -> std::optional<ConfigFault> {
        const auto *number = node.as_integer();
        if (!number || number->get() < least || number->get() > most)
            return ConfigFault{&node, ReaderTexts::tr("a whole number from %1 to %2").arg(least).arg(most)};
        set(number->get());
        return {};
    };
}

ConfigSetter textSetter(const QString &expected, std::function<bool(const QString &)> set)
{
    return [expected, set = std::move(set)](const toml::node &node) -> std::optional<ConfigFault> {
        const auto *text = node.as_string();
        if (!text || !set(configText(text->get())))
            return ConfigFault{&node, expected};
        return {};
    };
}

ConfigSetter pathSetter(QString &target, const ConfigReader &reader)
{
    return textSetter(ReaderTexts::tr("a path"), [&target, &reader](const QString &text) {
        if (text.isEmpty() || text.contains(QChar::Null))
            return false;
        target = reader.absolutePath(text);
        return true;
    });
}

ConfigSetter listSetter(QStringList &target, const QString &expected,
                        std::function<std::optional<QString>(const QString &)> normalize)
{
    return [&target, expected, normalize = std::move(normalize)](const toml::node &node) -> std::optional<ConfigFault> {
        const auto *array = node.as_array();
        if (!array)
            return ConfigFault{&node, ReaderTexts::tr("a list, each element %1").arg(expected)};
        QStringList list;
        for (const toml::node &element : *array) {
            const auto *text = element.as_string();
            const auto value = text ? normalize(configText(text->get())) : std::nullopt;
            if (!value)
                return ConfigFault{&element, expected};
            list.append(*value);
        }
        target = list;
        return {};
    };
}

} // namespace WebJabber
