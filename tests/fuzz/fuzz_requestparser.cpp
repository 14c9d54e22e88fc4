// SPDX-License-Identifier: GPL-3.0-or-later
// A client's bytes are split into the same requests, or rejected in the same way, for any fragmentation by the network.
// An accepted request parses to the same result again. The first byte selects the fragmentation.
#include "http/requestparser.h"

#include "fuzzing.h"
#include "requestbytes.h"

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

using State = RequestParser::State;

// Low, so that inputs reach them.
static const RequestLimits limits{.lineBytes = 256, .headerBytes = 1024, .headerFields = 8, .bodyBytes = 512};

namespace {
struct Outcome {
    QByteArrayList requests; // the complete bytes of each
    QString refusal;
    State state = State::Empty; // at the end

    bool operator==(const Outcome &) const = default;
};
} // namespace

static QByteArray described(const RequestParser::Request &request)
{
    return bytesOf(request)
        + char('0' + (request.method == HttpMethod::Head ? 1 : 0) + (request.isHttp10 ? 2 : 0)
               + (request.keepsAlive ? 4 : 0));
}

// A serialised request has one meaning: it is one request, which serialises to the same bytes. (A request of HTTP/1.0
// may lack the Host that 1.1 requires.)
static void check(const RequestParser::Request &request)
{
    static const RequestLimits doubled{.lineBytes = 512, .headerBytes = 2048, .headerFields = 16, .bodyBytes = 512};
    const QByteArray bytes = bytesOf(request);
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    FUZZ_REQUIRE(end > 0 && bytes.size() - (end + 4) <= limits.bodyBytes);
    const QByteArray head = bytes.first(end + 2).toLower();
    FUZZ_REQUIRE(!head.contains("\r\ntransfer-encoding:") && head.count("\r\ncontent-length:") <= 1);
    if (request.isHttp10 && !head.contains("\r\nhost:"))
        return;
    RequestParser again(doubled);
    again.input().append(bytes);
    FUZZ_REQUIRE(again.parse() == State::Complete);
    const auto same = again.take();
    FUZZ_REQUIRE(bytesOf(same) == bytes && same.method == request.method && again.pending() == 0);
}

static Outcome read(const QList<QByteArrayView> &reads)
{
    RequestParser parser(limits);
    Outcome outcome;
    for (const QByteArrayView bytes : reads) {
        parser.input().append(bytes);
        while (parser.parse() == State::Complete) {
            const auto request = parser.take();
            check(request);
            outcome.requests.append(described(request));
        }
        outcome.state = parser.parse();
        if (outcome.state == State::Refused)
            break;
        FUZZ_REQUIRE(outcome.state == State::Partial || parser.pending() == 0);
        FUZZ_REQUIRE(parser.pending() <= limits.headerBytes + limits.bodyBytes);
        (void)parser.takeContinueRequest();
    }
    if (outcome.state == State::Refused) {
        const Refusal &refusal = parser.refusal();
        FUZZ_REQUIRE(refusal.status >= 400 && refusal.status <= 505 && !refusal.detail.isEmpty());
        outcome.refusal = u"%1 %2 %3 %4"_s.arg(QString::number(refusal.status), refusal.detail,
                                               QString::number(refusal.isHead), refusal.path);
        // Bytes after the request are not parsed.
        parser.input().append("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        FUZZ_REQUIRE(parser.parse() == State::Refused);
    }
    return outcome;
}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes = Fuzz::view(data + 1, size - 1);
    const Outcome whole = read({bytes});
    FUZZ_REQUIRE(read(Fuzz::cut(bytes, *data)) == whole);
    return 0;
}
