// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace WebJabber::Bench {

inline std::string repeated(std::string_view text, int count)
{
    std::string result;
    result.reserve(text.size() * std::size_t(count));
    for (int i = 0; i < count; ++i)
        result += text;
    return result;
}

} // namespace WebJabber::Bench
