// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace WebJabber {

// Returns the number of forks between the process that called this first and the current one: the value differs in a
// forked child. Thread-safe.
int forkCount();

} // namespace WebJabber
