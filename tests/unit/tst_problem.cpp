// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/problem.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace WebJabber;

// Part of the public API: clients depend on these values, so none may change unnoticed.
struct Row {
    ProblemCode code;
    QLatin1StringView name;
    int status;
};
static constexpr std::array contract{
    Row{ProblemCode::InvalidRequest, "invalid-request"_L1, 400},
    Row{ProblemCode::InvalidJid, "invalid-jid"_L1, 422},
    Row{ProblemCode::Unauthorized, "unauthorized"_L1, 401},
    Row{ProblemCode::NotAuthorized, "not-authorized"_L1, 401},
    Row{ProblemCode::DomainNotAllowed, "domain-not-allowed"_L1, 403},
    Row{ProblemCode::NotFound, "not-found"_L1, 404},
    Row{ProblemCode::MethodNotAllowed, "method-not-allowed"_L1, 405},
    Row{ProblemCode::Conflict, "conflict"_L1, 409},
    Row{ProblemCode::TooLarge, "too-large"_L1, 413},
    Row{ProblemCode::UnsupportedMediaType, "unsupported-media-type"_L1, 415},
    Row{ProblemCode::EndpointRefused, "endpoint-refused"_L1, 422},
    Row{ProblemCode::TooManyRequests, "too-many-requests"_L1, 429},
    Row{ProblemCode::NotSupported, "not-supported"_L1, 501},
    Row{ProblemCode::XmppUnreachable, "xmpp-unreachable"_L1, 502},
    Row{ProblemCode::XmppError, "xmpp-error"_L1, 502},
    Row{ProblemCode::StorageUnavailable, "storage-unavailable"_L1, 503},
    Row{ProblemCode::Timeout, "timeout"_L1, 504},
};

class TestProblem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codesHavePublicNameAndStatus_data();
    void codesHavePublicNameAndStatus();
    void tableMatchesTheContract();
    void namesAreUniqueAndUrlSafe();
    void problemKeepsItsArguments();
};

void TestProblem::codesHavePublicNameAndStatus_data()
{
    QTest::addColumn<Row>("row");
    for (const Row &row : contract)
        QTest::newRow(row.name.data()) << row;
}

void TestProblem::codesHavePublicNameAndStatus()
{
    QFETCH(const Row, row);
    const ProblemInfo &info = problemInfo(row.code);
    QCOMPARE(info.code, row.code);
    QCOMPARE(info.name, row.name);
    QCOMPARE(info.status, row.status);
    QVERIFY(!info.title.isEmpty());
    QCOMPARE(&(Problem{row.code, {}, {}, {}}.info()), &info);
}

void TestProblem::tableMatchesTheContract()
{
    const auto table = problemTable();
    QCOMPARE(table.size(), contract.size());
    for (std::size_t i = 0; i < contract.size(); ++i) {
        QCOMPARE(table[i].code, contract[i].code);
        QCOMPARE(std::size_t(table[i].code), i);
    }
}

void TestProblem::namesAreUniqueAndUrlSafe()
{
    static const QRegularExpression name(u"^[a-z]+(-[a-z]+)*$"_s);
    QSet<QString> seen;
    for (const ProblemInfo &info : problemTable()) {
        QVERIFY2(name.match(info.name).hasMatch(), info.name.data());
        QVERIFY2(!seen.contains(info.name), info.name.data());
        seen.insert(info.name);
    }
}

void TestProblem::problemKeepsItsArguments()
{
    const Result<int> failed = problem(ProblemCode::XmppError, u"The server went away."_s, u"system-shutdown"_s);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ProblemCode::XmppError);
    QCOMPARE(failed.error().detail, u"The server went away."_s);
    QCOMPARE(failed.error().condition, u"system-shutdown"_s);
    QCOMPARE(failed.error().retryAfter, std::chrono::seconds(0));

    const Result<int> plain = problem(ProblemCode::NotFound, u"No."_s);
    QVERIFY(plain.error().condition.isEmpty());
}

QTEST_GUILESS_MAIN(TestProblem)
#include "tst_problem.moc"
