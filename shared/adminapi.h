// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace WebJabber {

// The version of /admin/v1. Consoles of another major version are incompatible. A higher minor version only adds routes
// and members.
inline constexpr int adminApiMajor = 1;
inline constexpr int adminApiMinor = 0;

} // namespace WebJabber
