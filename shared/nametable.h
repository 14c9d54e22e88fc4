// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>
#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

namespace WebJabber {

// The names of an enumeration's values, as they stand in JSON, in the database, in the API's description and in the
// console. Each value has one name.
//
//     inline constexpr NameTable fruitNames(std::array{
//         std::pair(Fruit::Apple, QLatin1StringView("apple")), ...
//     });
template<typename E, std::size_t count>
class NameTable
{
public:
    using Entry = std::pair<E, QLatin1StringView>;

    constexpr explicit NameTable(const std::array<Entry, count> &entries)
        : m_entries(entries)
    {
    }

    // `value` must be in the table.
    constexpr QLatin1StringView operator[](E value) const
    {
        return std::ranges::find(m_entries, value, &Entry::first)->second;
    }

    // Returns nothing if no value has this name.
    std::optional<E> find(QStringView name) const
    {
        const auto entry = std::ranges::find_if(m_entries, [name](const Entry &known) { return known.second == name; });
        return entry == m_entries.end() ? std::nullopt : std::optional(entry->first);
    }

    // In the order of the table.
    constexpr const std::array<Entry, count> &entries() const { return m_entries; }
    constexpr std::array<QLatin1StringView, count> words() const
    {
        std::array<QLatin1StringView, count> words;
        std::ranges::transform(m_entries, words.begin(), &Entry::second);
        return words;
    }
    QStringList names() const
    {
        QStringList names;
        for (const Entry &entry : m_entries)
            names.append(entry.second);
        return names;
    }

private:
    std::array<Entry, count> m_entries;
};

} // namespace WebJabber
