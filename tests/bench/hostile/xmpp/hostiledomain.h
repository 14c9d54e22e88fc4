// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "behaviour.h"

#include <scramserver.h>

#include <cstdint>

namespace WebJabber::Bench {

// What was done to the accounts of a domain.
struct HostileCounts {
    std::size_t actions = 0;
    std::size_t bytes = 0; // written
    std::size_t connects = 0;
    std::size_t logins = 0;
};

// A domain whose server has one hostile behaviour.
struct HostileDomain {
    HostileDomain(const std::string &kind, std::unique_ptr<Behaviour> what)
        : kind(kind)
        , name(kind + ".test")
        , behaviour(std::move(what))
        , honestScram("demo", 1)
        , hostileScram("demo", behaviour->iterations())
    {
    }

    std::string kind;
    std::string name;
    std::unique_ptr<Behaviour> behaviour;
    ScramServer honestScram;
    ScramServer hostileScram;
    bool isHostile = false; // from the start of the hostilities
    std::size_t bytesPerSecond = 0; // to one account; 0: unlimited
    std::size_t nextNumber = 1;
    HostileCounts tally;
    int listener = -1;
};

} // namespace WebJabber::Bench
