// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace WebJabber {

// The version of /admin/v1: a console of another major does not understand the
// daemon; a higher minor adds routes and members only.
inline constexpr int adminApiMajor = 1;
inline constexpr int adminApiMinor = 0;

} // namespace WebJabber
