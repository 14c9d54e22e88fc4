// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileserver.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

using namespace WebJabber::Bench;

static constexpr auto help =
    R"(usage: hostilexmpp [--pace BYTES]

A hostile XMPP server on 127.0.0.1 for several domains, each with a port and a behaviour of its own;
every user has the password "demo". It runs at nice 10 and writes at most so many bytes a second to
each account (--pace, default 0: as fast as it takes them). It tells "domain NAME PORT" for each and
"ready", and then obeys lines on stdin, until that ends:

  begin   it is hostile from now on; until then it is honest, so that clients can sign in
  stats   one line: of each domain what was done, bytes written, connections and logins; "trapped":
          connections to a port that clients were only tricked to
)";

int main(int argc, char *argv[])
{
    std::size_t pace = 0;
    if (argc == 3 && std::string_view(argv[1]) == "--pace") {
        pace = std::strtoul(argv[2], nullptr, 10);
    } else if (argc > 1) {
        const bool isHelp = std::string_view(argv[1]) == "--help";
        std::fputs(help, isHelp ? stdout : stderr);
        return isHelp ? 0 : 2;
    }
    if (nice(10) == -1)
        std::fprintf(stderr, "hostilexmpp: it cannot be made nice\n");
    HostileServer(pace).run();
}
