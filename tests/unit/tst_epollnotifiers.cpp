// SPDX-License-Identifier: GPL-3.0-or-later
#include "dispatchertest.h"

#include <QRegularExpression>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QThread>
#include <QTimer>

#include <deque>
#include <fcntl.h>
#include <memory>
#include <sys/resource.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber::Test;

// A notifier that counts its activations.
class Counter : public QSocketNotifier
{
public:
    using Action = std::function<void()>;

    Counter(int descriptor, Type type, Action action = {})
        : QSocketNotifier(descriptor, type)
    {
        connect(this, &QSocketNotifier::activated, this, [this, action = std::move(action)] {
            ++count;
            if (action)
                action();
        });
    }

    int count = 0;
};

class TestEpollNotifiers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void activatesOnReadableData();
    void activatesOnWriteSpace();
    void activatesOnUrgentData();
    void bothOfOneDescriptorAreServed();
    void activatesAgainUntilDataIsRead();
    void hangUpActivatesAllNotifiers_data();
    void hangUpActivatesAllNotifiers();
    void errorActivatesAllNotifiers_data();
    void errorActivatesAllNotifiers();
    void disabledWhileDueIsNotServed();
    void disabledWhileDueBesideAnotherIsNotServed();
    void destroyedWhileDueIsNotServed();
    void enabledAgainWhileDueIsNotLost();
    void enabledAgainInItsHandlerIsServed();
    void addedInAHandlerIsServed();
    void nestedLoopsActivateOnce();
    void isServedByAnInnerLoopThatMaySleep();
    void mayMoveToAnotherDescriptor();
    void mayMoveToAnotherThread();
    void fileIsAlwaysReady();
    void fileWithoutUrgentDataDoesNotPreventSleep();
    void closedDescriptorIsDisabled();
    void reusedDescriptorIsServed();
    void secondNotifierOfATypeReplacesTheFirst();
    void staleRegistrationDoesNotEndSleep();
    void staleRegistrationDoesNotActivateReusedDescriptor();
    void manyAreServedInTurns();
    void busyNotifierDoesNotStarveOthers();
};

void TestEpollNotifiers::activatesOnReadableData()
{
    const SocketPair pair;
    Counter reader(pair.here(), QSocketNotifier::Read, [&] { QVERIFY(pair.receive()); });
    settle();
    QCOMPARE(reader.count, 0);
    pair.send();
    waitUntil([&] { return reader.count == 1; });
    settle();
    QCOMPARE(reader.count, 1);
}

void TestEpollNotifiers::activatesOnWriteSpace()
{
    const SocketPair pair;
    const QByteArray block(64 * 1024, 'x');
    while (write(pair.here(), block.constData(), block.size()) > 0) { }
    Counter writer(pair.here(), QSocketNotifier::Write);
    settle();
    QCOMPARE(writer.count, 0);
    QByteArray taken(block.size(), '\0');
    while (read(pair.there(), taken.data(), taken.size()) > 0) { }
    waitUntil([&] { return writer.count == 1; });
}

void TestEpollNotifiers::activatesOnUrgentData()
{
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    QTcpSocket there;
    there.connectToHost(QHostAddress::LocalHost, listener.serverPort());
    QVERIFY(there.waitForConnected() && listener.waitForNewConnection(1000));
    const int here = int(listener.nextPendingConnection()->socketDescriptor());
    const int off = 0; // Qt enables it
    QCOMPARE(setsockopt(here, SOL_SOCKET, SO_OOBINLINE, &off, sizeof(off)), 0);
    const Counter urgent(here, QSocketNotifier::Exception, [&] {
        char byte = 0;
        QCOMPARE(recv(here, &byte, 1, MSG_OOB), 1);
    });
    SocketPair::send(int(there.socketDescriptor()));
    settle();
    QCOMPARE(urgent.count, 0);
    QCOMPARE(::send(int(there.socketDescriptor()), "!", 1, MSG_OOB), 1);
    waitUntil([&] { return urgent.count == 1; });
}

void TestEpollNotifiers::bothOfOneDescriptorAreServed()
{
    const SocketPair pair;
    Counter reader(pair.here(), QSocketNotifier::Read);
    Counter writer(pair.here(), QSocketNotifier::Write);
    pair.send();
    processEvents();
    QCOMPARE(reader.count, 1);
    QCOMPARE(writer.count, 1);
    writer.setEnabled(false);
    processEvents();
    QCOMPARE(reader.count, 2);
    QCOMPARE(writer.count, 1);
    writer.setEnabled(true);
    reader.setEnabled(false);
    processEvents();
    QCOMPARE(reader.count, 2);
    QCOMPARE(writer.count, 2);
}

void TestEpollNotifiers::activatesAgainUntilDataIsRead()
{
    const SocketPair pair;
    Counter reader(pair.here(), QSocketNotifier::Read);
    pair.send();
    for (int round = 1; round <= 3; ++round) {
        processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(reader.count, round);
    }
    QVERIFY(pair.receive());
    QVERIFY(!processEvents());
    QCOMPARE(reader.count, 3);
}

void TestEpollNotifiers::hangUpActivatesAllNotifiers_data()
{
    QTest::addColumn<QSocketNotifier::Type>("type");
    QTest::newRow("read") << QSocketNotifier::Read;
    QTest::newRow("write") << QSocketNotifier::Write;
    QTest::newRow("exception") << QSocketNotifier::Exception;
}

void TestEpollNotifiers::hangUpActivatesAllNotifiers()
{
    QFETCH(const QSocketNotifier::Type, type);
    SocketPair pair;
    Counter counter(pair.here(), type);
    pair.closeThere();
    waitUntil([&] { return counter.count > 0; });
    // The hang-up is reported until it is handled, and only to enabled notifiers.
    processEvents();
    QVERIFY(counter.count >= 2);
    counter.setEnabled(false);
    QVERIFY(!processEvents());
}

void TestEpollNotifiers::errorActivatesAllNotifiers_data()
{
    QTest::addColumn<QSocketNotifier::Type>("type");
    QTest::newRow("write") << QSocketNotifier::Write;
    QTest::newRow("exception") << QSocketNotifier::Exception;
}

void TestEpollNotifiers::errorActivatesAllNotifiers()
{
    QFETCH(const QSocketNotifier::Type, type);
    std::array<int, 2> ends;
    QCOMPARE(pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK), 0);
    const QByteArray block(64 * 1024, 'x');
    while (write(ends[1], block.constData(), block.size()) > 0) { }
    {
        Counter counter(ends[1], type);
        settle();
        QCOMPARE(counter.count, 0);
        close(ends[0]); // nothing reads from it any more
        waitUntil([&] { return counter.count > 0; });
    }
    close(ends[1]);
}

void TestEpollNotifiers::disabledWhileDueIsNotServed()
{
    const SocketPair first;
    const SocketPair second;
    std::unique_ptr<Counter> one;
    std::unique_ptr<Counter> other;
    one = std::make_unique<Counter>(first.here(), QSocketNotifier::Read, [&] { other->setEnabled(false); });
    other = std::make_unique<Counter>(second.here(), QSocketNotifier::Read, [&] { one->setEnabled(false); });
    first.send();
    second.send();
    processEvents();
    QCOMPARE(one->count + other->count, 1);
}

// On one descriptor, the read notifier first.
void TestEpollNotifiers::disabledWhileDueBesideAnotherIsNotServed()
{
    const SocketPair pair;
    bool isReenabled = false;
    Counter writer(pair.here(), QSocketNotifier::Write);
    const Counter reader(pair.here(), QSocketNotifier::Read, [&] {
        writer.setEnabled(false);
        writer.setEnabled(isReenabled);
    });
    pair.send();
    processEvents();
    QCOMPARE(reader.count, 1);
    QCOMPARE(writer.count, 0);
    // If it is enabled again, it is due at the next check of the descriptor.
    isReenabled = true;
    writer.setEnabled(true);
    processEvents();
    QCOMPARE(reader.count, 2);
    QCOMPARE(writer.count, 0);
    QVERIFY(pair.receive());
    processEvents();
    QCOMPARE(writer.count, 1);
}

void TestEpollNotifiers::destroyedWhileDueIsNotServed()
{
    const SocketPair first;
    const SocketPair second;
    std::unique_ptr<Counter> one;
    std::unique_ptr<Counter> other;
    int served = 0;
    one = std::make_unique<Counter>(first.here(), QSocketNotifier::Read, [&] {
        ++served;
        other.reset();
    });
    other = std::make_unique<Counter>(second.here(), QSocketNotifier::Read, [&] {
        ++served;
        one.reset();
    });
    first.send();
    second.send();
    processEvents();
    QCOMPARE(served, 1);
    processEvents();
    QCOMPARE(served, 2);
}

void TestEpollNotifiers::enabledAgainWhileDueIsNotLost()
{
    const SocketPair first;
    const SocketPair second;
    std::unique_ptr<Counter> one;
    std::unique_ptr<Counter> other;
    const auto flip = [](const std::unique_ptr<Counter> &counter) {
        counter->setEnabled(false);
        counter->setEnabled(true);
    };
    one = std::make_unique<Counter>(first.here(), QSocketNotifier::Read, [&] {
        flip(other);
        QVERIFY(first.receive());
    });
    other = std::make_unique<Counter>(second.here(), QSocketNotifier::Read, [&] {
        flip(one);
        QVERIFY(second.receive());
    });
    first.send();
    second.send();
    waitUntil([&] { return one->count + other->count == 2; });
    settle();
    QCOMPARE(one->count, 1);
    QCOMPARE(other->count, 1);
}

void TestEpollNotifiers::enabledAgainInItsHandlerIsServed()
{
    const SocketPair pair;
    std::unique_ptr<Counter> reader;
    reader = std::make_unique<Counter>(pair.here(), QSocketNotifier::Read, [&] {
        reader->setEnabled(false);
        QVERIFY(pair.receive());
        reader->setEnabled(true);
    });
    for (int round = 1; round <= 3; ++round) {
        pair.send();
        waitUntil([&] { return reader->count == round; });
    }
}

void TestEpollNotifiers::addedInAHandlerIsServed()
{
    const SocketPair first;
    const SocketPair second;
    second.send();
    std::unique_ptr<Counter> added;
    const Counter reader(first.here(), QSocketNotifier::Read, [&] {
        QVERIFY(first.receive());
        added = std::make_unique<Counter>(second.here(), QSocketNotifier::Read);
    });
    first.send();
    waitUntil([&] { return added && added->count > 0; });
    QCOMPARE(reader.count, 1);
}

// Both are due in one round; the first one served runs an inner loop.
void TestEpollNotifiers::nestedLoopsActivateOnce()
{
    const SocketPair first;
    const SocketPair second;
    const auto nested = [](const SocketPair &pair) {
        QVERIFY(pair.receive());
        settle();
    };
    const Counter one(first.here(), QSocketNotifier::Read, [&] { nested(first); });
    const Counter other(second.here(), QSocketNotifier::Read, [&] { nested(second); });
    for (int round = 1; round <= 3; ++round) {
        first.send();
        second.send();
        processEvents();
        QCOMPARE(one.count, round);
        QCOMPARE(other.count, round);
    }
}

void TestEpollNotifiers::isServedByAnInnerLoopThatMaySleep()
{
    const SocketPair first;
    const SocketPair second;
    int served = 0;
    const auto serveBoth = [&](const SocketPair &pair) {
        QVERIFY(pair.receive());
        ++served;
        waitUntil([&] { return served == 2; });
    };
    const Counter one(first.here(), QSocketNotifier::Read, [&] { serveBoth(first); });
    const Counter other(second.here(), QSocketNotifier::Read, [&] { serveBoth(second); });
    first.send();
    second.send();
    processEvents();
    QCOMPARE(served, 2);
}

void TestEpollNotifiers::mayMoveToAnotherDescriptor()
{
    const SocketPair first;
    const SocketPair second;
    Counter reader(first.here(), QSocketNotifier::Read);
    reader.setSocket(second.here());
    reader.setEnabled(true);
    first.send();
    settle();
    QCOMPARE(reader.count, 0);
    second.send();
    waitUntil([&] { return reader.count > 0; });
}

void TestEpollNotifiers::mayMoveToAnotherThread()
{
    const SocketPair pair;
    QThread thread;
    if (isOurs())
        thread.setEventDispatcher(new WebJabber::EpollDispatcher);
    thread.start();
    auto reader = std::make_unique<QSocketNotifier>(pair.here(), QSocketNotifier::Read);
    std::atomic<bool> isThere = false;
    connect(reader.get(), &QSocketNotifier::activated, reader.get(), [&] {
        isThere = QThread::currentThread() == &thread;
        reader->setEnabled(false);
    });
    reader->moveToThread(&thread);
    pair.send();
    QTRY_VERIFY(isThere);
    connect(&thread, &QThread::finished, reader.get(), [&] { reader.release()->deleteLater(); }, Qt::DirectConnection);
    thread.quit();
    thread.wait();
}

void TestEpollNotifiers::fileIsAlwaysReady()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    Counter reader(file.handle(), QSocketNotifier::Read);
    Counter writer(file.handle(), QSocketNotifier::Write);
    for (int round = 1; round <= 3; ++round) {
        processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(reader.count, round);
        QCOMPARE(writer.count, round);
    }
    reader.setEnabled(false);
    processEvents();
    QCOMPARE(reader.count, 3);
    QCOMPARE(writer.count, 4);
    writer.setEnabled(false);
    QVERIFY(!processEvents());
}

void TestEpollNotifiers::fileWithoutUrgentDataDoesNotPreventSleep()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    const Counter urgent(file.handle(), QSocketNotifier::Exception);
    bool isOver = false;
    QTimer::singleShot(20ms, Qt::PreciseTimer, this, [&] { isOver = true; });
    processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(isOver);
    QCOMPARE(urgent.count, 0);
}

void TestEpollNotifiers::closedDescriptorIsDisabled()
{
    SocketPair pair;
    const int descriptor = pair.here();
    pair.closeHere();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not open|Invalid socket"_s));
    Counter reader(descriptor, QSocketNotifier::Read);
    processEvents();
    QVERIFY(!reader.isEnabled());
    QVERIFY(!processEvents());
    QCOMPARE(reader.count, 0);
}

// Happens if a program closes a descriptor before it deletes the notifiers.
void TestEpollNotifiers::reusedDescriptorIsServed()
{
    SocketPair old;
    const int descriptor = old.here();
    auto forgotten = std::make_unique<Counter>(descriptor, QSocketNotifier::Read);
    processEvents();
    old.closeHere();
    const SocketPair fresh;
    QCOMPARE(fresh.here(), descriptor); // the lowest free number
    const Counter writer(descriptor, QSocketNotifier::Write);
    forgotten.reset();
    const Counter reader(descriptor, QSocketNotifier::Read);
    fresh.send();
    processEvents();
    QCOMPARE(reader.count, 1);
    QCOMPARE(writer.count, 1);
}

void TestEpollNotifiers::secondNotifierOfATypeReplacesTheFirst()
{
    const SocketPair pair;
    auto first = std::make_unique<Counter>(pair.here(), QSocketNotifier::Read);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"of the same type|Multiple socket notifiers"_s));
    const Counter second(pair.here(), QSocketNotifier::Read);
    pair.send();
    processEvents();
    QCOMPARE(first->count, 0);
    QCOMPARE(second.count, 1);
    if (!isOurs())
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Multiple socket notifiers"_s));
    first.reset();
    processEvents();
    QCOMPARE(second.count, 2);
}

// The open file stays alive in another descriptor, as in a child process.
void TestEpollNotifiers::staleRegistrationDoesNotEndSleep()
{
    SocketPair pair;
    auto reader = std::make_unique<Counter>(pair.here(), QSocketNotifier::Read);
    processEvents();
    const int copy = dup(pair.here());
    pair.closeHere();
    pair.send();
    reader.reset();
    settle();
    int rounds = 0;
    bool isOver = false;
    QTimer::singleShot(30ms, Qt::PreciseTimer, this, [&] { isOver = true; });
    while (!isOver) {
        processEvents(QEventLoop::WaitForMoreEvents);
        ++rounds;
    }
    QVERIFY2(rounds <= 3, qPrintable(QString::number(rounds)));
    close(copy);
}

void TestEpollNotifiers::staleRegistrationDoesNotActivateReusedDescriptor()
{
    SocketPair old;
    const int descriptor = old.here();
    auto forgotten = std::make_unique<Counter>(descriptor, QSocketNotifier::Read);
    processEvents();
    const int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, descriptor + 10);
    old.closeHere();
    old.send();
    const SocketPair fresh;
    QCOMPARE(fresh.here(), descriptor); // the lowest free number
    forgotten.reset();
    const Counter reader(descriptor, QSocketNotifier::Read);
    settle();
    QCOMPARE(reader.count, 0);
    fresh.send();
    processEvents();
    QCOMPARE(reader.count, 1);
    close(copy);
}

void TestEpollNotifiers::manyAreServedInTurns()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    const int count = files.rlim_cur >= 5000 ? 2000 : 400;
    std::deque<SocketPair> pairs;
    std::vector<std::unique_ptr<Counter>> readers;
    for (int i = 0; i < count; ++i) {
        const SocketPair &pair = pairs.emplace_back();
        readers.push_back(std::make_unique<Counter>(pair.here(), QSocketNotifier::Read));
        pair.send();
    }
    const auto least = [&] {
        return (*std::ranges::min_element(readers, {}, [](const auto &r) { return r->count; }))->count;
    };
    // Nothing reads, so all are always ready.
    constexpr int roundsForAll = 10;
    for (int round = 0; round < 3 * roundsForAll; ++round)
        processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY2(least() >= 3, qPrintable(QString::number(least())));
}

void TestEpollNotifiers::busyNotifierDoesNotStarveOthers()
{
    const SocketPair busy;
    busy.send();
    const Counter spinner(busy.here(), QSocketNotifier::Read); // never reads
    const SocketPair quiet;
    const Counter reader(quiet.here(), QSocketNotifier::Read, [&] { QVERIFY(quiet.receive()); });
    int ticks = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { ++ticks; });
    timer.start(1ms);
    int posted = 0;
    QMetaObject::invokeMethod(this, [&] { ++posted; }, Qt::QueuedConnection);
    quiet.send();
    waitUntil([&] { return reader.count == 1 && ticks >= 3 && posted == 1; });
    QVERIFY(spinner.count > 0);
}

int main(int argc, char *argv[])
{
    return runWithDispatcher<TestEpollNotifiers>(argc, argv);
}

#include "tst_epollnotifiers.moc"
