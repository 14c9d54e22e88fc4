// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures.h"

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace WebJabber::Bench {

enum class Goal { None, AtMost, Below, AtLeast };

// The sizes to which the target applies.
enum class Where { Everywhere, MostSessions };

struct RowSpec {
    QLatin1StringView name;
    int decimals = 0;
    Goal goal = Goal::None;
    double limit = 0;
    Where where = Where::Everywhere;
};

static constexpr std::array<RowSpec, std::size_t(Row::Count)> specs{{
    {"RSS per session, plain, KiB"_L1, 1},
    {"  bare QXmppClient's, plain, KiB"_L1, 1},
    {"  ratio"_L1, 2, Goal::AtMost, 1.15},
    {"RSS per session, TLS, KiB"_L1, 1},
    {"  bare QXmppClient's, TLS, KiB"_L1, 1},
    {"  ratio"_L1, 2, Goal::AtMost, 1.15},
    {"logins/s, plain"_L1},
    {"logins/s, TLS"_L1},
    {"idle CPU, TLS, % of a core"_L1, 2, Goal::Below, 1, Where::MostSessions},
    {"CPU per message to SSE, plain, us"_L1},
    {"  on Qt's dispatcher, us"_L1},
    {"  Qt's dispatcher / ours"_L1, 2},
    {"  bare QXmppClient's, plain, us"_L1},
    {"CPU per message to SSE, TLS, us"_L1},
    {"  bare QXmppClient's, TLS, us"_L1},
    {"  / with the fewest sessions"_L1, 2, Goal::AtMost, 1.3, Where::MostSessions},
    {"stanza to SSE, TLS, p50, ms"_L1, 2},
    {"  p99, ms"_L1, 2},
    {"CPU per message to push, TLS, us"_L1},
    {"  / with the fewest sessions"_L1, 2, Goal::AtMost, 1.3, Where::MostSessions},
    {"stanza to push, TLS, p50, ms"_L1, 2},
    {"  p99, ms"_L1, 2},
    {"server restarted: all back after, s"_L1, 1},
    {"  most connects in a second"_L1},
    {"stanza to SSE, all sessions watched, p50, ms"_L1, 2},
    {"  p99, ms"_L1, 2, Goal::AtMost, 5},
    {"/v1/events empty, 1/s"_L1},
    {"  bare QtHttpServer route, 1/s"_L1},
    {"  ratio"_L1, 2, Goal::AtLeast, 0.5},
    {"/receive empty, 1/s"_L1},
    {"  / bare QtHttpServer route"_L1, 2},
    {"POST /v1/messages, 1/s"_L1},
    {"bare SQLite inserts, a commit each, 1/s"_L1},
    {"  CPU per commit, us"_L1},
    {"  p99 of a commit, ms"_L1, 2},
    {"server restarted: 95 % back after, s"_L1, 1, Goal::AtMost, 60},
    {"  all back after, s"_L1, 1},
    {"  most connects in a second (50 configured)"_L1, 0, Goal::AtMost, 50},
    {"  messages in, lost"_L1, 0, Goal::AtMost, 0},
    {"  messages out, lost"_L1, 0, Goal::AtMost, 0},
    {"  messages in, twice"_L1, 0, Goal::AtMost, 0},
    {"messages lost in all other measurements"_L1, 0, Goal::AtMost, 0},
}};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

static bool isMet(const RowSpec &spec, double value)
{
    switch (spec.goal) {
    case Goal::None:
        break;
    case Goal::AtMost:
        return value <= spec.limit;
    case Goal::Below:
        return value < spec.limit;
    case Goal::AtLeast:
        return value >= spec.limit;
    }
    return true;
}

static const char *signOf(Goal goal)
{
    return goal == Goal::AtMost ? "<=" : goal == Goal::Below ? "<" : ">=";
}

void Figures::add(Row row, int sessions, double value)
{
    m_values.at(std::size_t(row))[sessions].push_back(value);
    std::fprintf(stderr, "  %d sessions: %s: %.*f\n", sessions, specs.at(std::size_t(row)).name.data(),
                 std::max(specs.at(std::size_t(row)).decimals, 1), value);
}

double Figures::last(Row row, int sessions) const
{
    const std::vector<double> values = m_values.at(std::size_t(row)).value(sessions);
    return values.empty() ? 0 : values.back();
}

void Figures::print(const QList<int> &sizes) const
{
    std::printf("%-46s", "sessions");
    for (const int size : sizes)
        std::printf(" %9d", size);
    std::printf("   %-10s %s\n", "target", "met");
    for (std::size_t row = 0; row < specs.size(); ++row) {
        const RowSpec &spec = specs.at(row);
        bool met = true;
        std::printf("%-46s", spec.name.data());
        for (const int size : sizes) {
            const std::vector<double> values = m_values.at(row).value(size);
            if (values.empty()) {
                std::printf(" %9s", "");
                continue;
            }
            const double value = median(values);
            std::printf(" %9.*f", spec.decimals, value);
            if (spec.where == Where::Everywhere || size == m_values.at(row).lastKey())
                met = met && isMet(spec, value);
        }
        if (spec.goal == Goal::None || m_values.at(row).isEmpty())
            std::printf("\n");
        else
            std::printf("   %-2s %-7g %s\n", signOf(spec.goal), spec.limit, met ? "yes" : "NO");
    }
    std::fflush(stdout);
}

} // namespace WebJabber::Bench
