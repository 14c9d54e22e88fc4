// SPDX-License-Identifier: GPL-3.0-or-later
#include "loadserver.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <sys/resource.h>

using namespace WebJabber::Bench;

static constexpr auto help =
    R"(usage: loadserver [--port N] [--accounts N] [--iterations N] [--certificate FILE --key FILE]

An XMPP server for load on 127.0.0.1, for the domain localhost: user0, user1 ... with the password
"demo", SCRAM-SHA-256 (--iterations, default 1), STARTTLS where there is a certificate. It tells
"port N" and then obeys lines on stdin, until that ends:

  send FIRST ACCOUNTS RATE SECONDS   chat messages to so many accounts in turn from userFIRST on,
                                     at random times, RATE a second; "sent N" (of all) at the end.
                                     Their id is NANOSECONDS-NUMBER, the time by CLOCK_MONOTONIC.
                                     One that is not acknowledged is sent again at the next login.
  annoy FIRST ACCOUNTS RATE SECONDS  the same of a hostile correspondent, evil@localhost: deep, huge and
                                     forged stanzas, requests without end; nothing is told at the end
  drop SECONDS                       ends all connections and takes none for so long
  stats                              one line ("latest-ms": how late a message left at most); connects and logins count from the last "drop" on,
                                     peaks are of any one second
)";

int main(int argc, char *argv[])
{
    LoadServerSettings settings;
    for (int i = 1; i < argc; i += 2) {
        const std::string_view option = argv[i];
        if (option == "--help" || i + 1 == argc) {
            std::fputs(help, option == "--help" ? stdout : stderr);
            return option == "--help" ? 0 : 2;
        }
        const char *const value = argv[i + 1];
        if (option == "--port") {
            settings.port = std::uint16_t(std::strtoul(value, nullptr, 10));
        } else if (option == "--accounts") {
            settings.accounts = std::strtoul(value, nullptr, 10);
        } else if (option == "--iterations") {
            settings.iterations = int(std::strtol(value, nullptr, 10));
        } else if (option == "--certificate") {
            settings.certificate = value;
        } else if (option == "--key") {
            settings.key = value;
        } else {
            std::fputs(help, stderr);
            return 2;
        }
    }
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    LoadServer(settings).run();
}
