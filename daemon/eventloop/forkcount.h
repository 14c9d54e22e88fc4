// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace WebJabber {

// How many forks lie between this process and the one that asked first: it
// changes in a child. Any thread.
int forkCount();

} // namespace WebJabber
