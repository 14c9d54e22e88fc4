// SPDX-License-Identifier: GPL-3.0-or-later
#include "dispatchertest.h"

#include <QEvent>
#include <QEventLoop>
#include <QPointer>
#include <QProcess>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <csignal>
#include <memory>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber::Test;

static const auto postedType = QEvent::Type(QEvent::registerEventType());

// Records the numbers of its events.
class Receiver : public QObject
{
public:
    struct Numbered : QEvent {
        explicit Numbered(int which)
            : QEvent(postedType)
            , number(which)
        {
        }
        int number;
    };

    void post(int number, int priority = Qt::NormalEventPriority)
    {
        QCoreApplication::postEvent(this, new Numbered(number), priority);
    }

    QList<int> numbers;
    std::function<void(int)> action;

protected:
    void customEvent(QEvent *event) override
    {
        numbers.append(static_cast<Numbered *>(event)->number);
        if (action)
            action(numbers.last());
    }
};

// A thread with a dispatcher of the tested kind.
class Thread : public QThread
{
public:
    Thread()
    {
        if (isOurs())
            setEventDispatcher(new WebJabber::EpollDispatcher);
        start();
    }
    ~Thread() override
    {
        quit();
        wait();
    }
};

class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void selectedDispatcherIsUsed();
    void deliversPostedEventsByPriorityAndOrder();
    void eventsPostedMeanwhileWaitForTheNextRound();
    void returnsWhetherEventsWereProcessed();
    void doesNotSleepWithPostedEvents();
    void wakeUpBeforeSleepIsNotLost_data();
    void wakeUpBeforeSleepIsNotLost();
    void wakesUpForOtherThreads_data();
    void wakesUpForOtherThreads();
    void wakesUpForSignalHandlers();
    void signalsDoNotEndASleep();
    void noWakeUpIsLost();
    void twoThreadsWakeEachOther();
    void emitsAboutToBlockAndAwake();
    void doesNotSleepIfInterruptedBefore();
    void innerLoopBeforeSleepLosesNoWakeUp();
    void socketNotifiersCanBeExcluded();
    void timersCanBeExcluded();
    void nestedLoopsEndIndependently();
    void deferredDeleteWaitsForItsLoop();
    void threadsStartAndEnd();
    void mayBeDestroyedBeforeWatchedObjects();
    void forkedChildIsIndependent();
    void servesSocketsAndProcesses();
    void wakeUpWhileAwakeMakesNoSystemCall();
    void isSelectedByName();
};

void TestEpollDispatcher::selectedDispatcherIsUsed()
{
    QCOMPARE(isOurs(), qgetenv("WEBJABBER_EVENT_DISPATCHER") != "qt");
}

void TestEpollDispatcher::deliversPostedEventsByPriorityAndOrder()
{
    Receiver receiver;
    receiver.post(4);
    receiver.post(6, Qt::LowEventPriority);
    receiver.post(1, Qt::HighEventPriority + 1);
    receiver.post(2, Qt::HighEventPriority);
    receiver.post(3, Qt::HighEventPriority);
    receiver.post(5);
    processEvents();
    QCOMPARE(receiver.numbers, QList<int>({1, 2, 3, 4, 5, 6}));
}

void TestEpollDispatcher::eventsPostedMeanwhileWaitForTheNextRound()
{
    Receiver receiver;
    receiver.action = [&](int number) { receiver.post(number + 1); };
    receiver.post(0);
    for (int round = 0; round < 5; ++round) {
        processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(receiver.numbers.size(), round + 1);
    }
    receiver.action = {};
    settle();
}

void TestEpollDispatcher::returnsWhetherEventsWereProcessed()
{
    settle();
    QVERIFY(!processEvents());
    Receiver receiver;
    receiver.post(1);
    QVERIFY(processEvents());
    QVERIFY(!processEvents());

    const SocketPair pair;
    const QSocketNotifier notifier(pair.here(), QSocketNotifier::Read);
    pair.send();
    QVERIFY(processEvents());
    QVERIFY(pair.receive());
    QVERIFY(!processEvents());

    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.start(20ms);
    QVERIFY(!processEvents() || timer.remainingTimeAsDuration() <= 0ms); // unless the machine is busy
    work(25ms);
    QVERIFY(processEvents());
}

void TestEpollDispatcher::doesNotSleepWithPostedEvents()
{
    const SocketPair pair;
    QSocketNotifier notifier(pair.here(), QSocketNotifier::Read);
    Receiver receiver;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        QVERIFY(pair.receive());
        receiver.post(1);
    });
    pair.send();
    processEvents(QEventLoop::WaitForMoreEvents);
    waitUntil([&] { return receiver.numbers.size() == 1; });

    QTimer::singleShot(1ms, this, [&] { receiver.post(2); });
    waitUntil([&] { return receiver.numbers.size() == 2; });
}

using Waker = void (*)();
Q_DECLARE_METATYPE(Waker)

void TestEpollDispatcher::wakeUpBeforeSleepIsNotLost_data()
{
    QTest::addColumn<Waker>("waker");
    QTest::newRow("wakeUp") << Waker([] { dispatcher()->wakeUp(); });
    QTest::newRow("interrupt") << Waker([] { dispatcher()->interrupt(); });
    QTest::newRow("an event") << Waker([] { QMetaObject::invokeMethod(qApp, [] { }, Qt::QueuedConnection); });
}

void TestEpollDispatcher::wakeUpBeforeSleepIsNotLost()
{
    QFETCH(const Waker, waker);
    settle();
    waker();
    processEvents(QEventLoop::WaitForMoreEvents); // must return
}

using Call = void (*)(QAbstractEventDispatcher *);
Q_DECLARE_METATYPE(Call)

void TestEpollDispatcher::wakesUpForOtherThreads_data()
{
    QTest::addColumn<Call>("call");
    QTest::newRow("wakeUp") << Call([](QAbstractEventDispatcher *other) { other->wakeUp(); });
    QTest::newRow("interrupt") << Call([](QAbstractEventDispatcher *other) { other->interrupt(); });
    QTest::newRow("an event") << Call(
        [](QAbstractEventDispatcher *) { QMetaObject::invokeMethod(qApp, [] { }, Qt::QueuedConnection); });
}

void TestEpollDispatcher::wakesUpForOtherThreads()
{
    QFETCH(const Call, call);
    settle();
    auto *ours = dispatcher();
    // The thread acts when this one is about to sleep, or at any moment.
    std::atomic<bool> isGoing = false;
    const auto about = connect(ours, &QAbstractEventDispatcher::aboutToBlock, this, [&] { isGoing = true; });
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        while (!isGoing)
            QThread::yieldCurrentThread();
        call(ours);
    }));
    thread->start();
    processEvents(QEventLoop::WaitForMoreEvents); // must return
    disconnect(about);
    thread->wait();
}

static void wakeMainThread(int)
{
    QAbstractEventDispatcher::instance(qApp->thread())->wakeUp();
}

void TestEpollDispatcher::wakesUpForSignalHandlers()
{
    struct sigaction action = {};
    action.sa_handler = wakeMainThread;
    sigaction(SIGUSR1, &action, nullptr);
    settle();
    raise(SIGUSR1);
    processEvents(QEventLoop::WaitForMoreEvents); // must return
    signal(SIGUSR1, SIG_DFL);
}

void TestEpollDispatcher::signalsDoNotEndASleep()
{
    struct sigaction action = {};
    action.sa_handler = [](int) { };
    sigaction(SIGUSR1, &action, nullptr); // without SA_RESTART
    settle();
    bool isOver = false;
    std::atomic<bool> mayStop = false;
    QTimer::singleShot(50ms, Qt::PreciseTimer, this, [&] { isOver = true; });
    const pthread_t self = pthread_self();
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        while (!mayStop) {
            pthread_kill(self, SIGUSR1);
            QThread::yieldCurrentThread();
        }
    }));
    thread->start();
    processEvents(QEventLoop::WaitForMoreEvents);
    mayStop = true;
    thread->wait();
    QVERIFY(isOver);
    processEvents(QEventLoop::ExcludeSocketNotifiers);
    signal(SIGUSR1, SIG_DFL);
}

void TestEpollDispatcher::noWakeUpIsLost()
{
    constexpr int each = 5'000;
    std::vector<std::unique_ptr<QThread>> threads;
    constexpr int threadCount = 3;
    QEventLoop loop;
    Receiver receiver;
    receiver.action = [&](int) {
        if (receiver.numbers.size() == threadCount * each)
            loop.quit();
    };
    for (int i = 0; i < threadCount; ++i) {
        threads.emplace_back(QThread::create([&] {
            for (int number = 0; number < each; ++number) {
                receiver.post(number);
                if (number % 50 == 0)
                    QThread::yieldCurrentThread();
            }
        }));
        threads.back()->start();
    }
    loop.exec(); // must end
    for (const auto &thread : threads)
        thread->wait();
}

void TestEpollDispatcher::twoThreadsWakeEachOther()
{
    constexpr int rounds = 5'000;
    Thread thread;
    Receiver here;
    Receiver there;
    there.moveToThread(&thread);
    there.action = [&](int number) { here.post(number + 1); };
    QEventLoop loop;
    here.action = [&](int number) {
        if (here.numbers.size() < rounds)
            there.post(number);
        else
            loop.quit();
    };
    here.post(0);
    loop.exec(); // must end
    QMetaObject::invokeMethod(
        &there, [&] { there.moveToThread(thread.QObject::thread()); }, Qt::BlockingQueuedConnection);
}

void TestEpollDispatcher::emitsAboutToBlockAndAwake()
{
    settle();
    QStringList said;
    auto *ours = dispatcher();
    const auto awake = connect(ours, &QAbstractEventDispatcher::awake, this, [&] { said += u"awake"_s; });
    const auto about = connect(ours, &QAbstractEventDispatcher::aboutToBlock, this, [&] { said += u"sleeps"_s; });
    Receiver receiver;
    receiver.action = [&](int) { said += u"event"_s; };
    receiver.post(1);
    QTimer::singleShot(1ms, this, [&] { said += u"timer"_s; });
    processEvents();
    QVERIFY(!said.contains(u"sleeps"_s));
    QCOMPARE(said.first(2), QStringList({u"awake"_s, u"event"_s}));
    settle();
    if (!said.contains(u"timer"_s)) { // unless the machine is busy
        said.clear();
        waitUntil([&] { return said.contains(u"timer"_s); });
        QCOMPARE(said.last(3), QStringList({u"awake"_s, u"sleeps"_s, u"timer"_s}));
    }
    disconnect(awake);
    disconnect(about);
}

void TestEpollDispatcher::doesNotSleepIfInterruptedBefore()
{
    settle();
    const SocketPair pair;
    QSocketNotifier notifier(pair.here(), QSocketNotifier::Read);
    const QSignalSpy activated(&notifier, &QSocketNotifier::activated);
    pair.send();
    auto *ours = dispatcher();
    const auto about = connect(ours, &QAbstractEventDispatcher::aboutToBlock, ours, [ours] { ours->interrupt(); });
    QVERIFY(!processEvents(QEventLoop::WaitForMoreEvents));
    QCOMPARE(activated.size(), 0); // and handles nothing else either
    disconnect(about);
    processEvents();
    QCOMPARE(activated.size(), 1);
}

void TestEpollDispatcher::innerLoopBeforeSleepLosesNoWakeUp()
{
    if (!isOurs())
        QSKIP("Qt's own sleeps here for ever");
    settle();
    bool isAsked = false;
    const auto about = connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, this, [&] {
        isAsked = true;
        dispatcher()->wakeUp();
        processEvents();
    });
    processEvents(QEventLoop::WaitForMoreEvents); // must return
    disconnect(about);
    QVERIFY(isAsked);
}

void TestEpollDispatcher::socketNotifiersCanBeExcluded()
{
    const SocketPair pair;
    QSocketNotifier notifier(pair.here(), QSocketNotifier::Read);
    const QSignalSpy activated(&notifier, &QSocketNotifier::activated);
    pair.send();
    const QEventLoop::ProcessEventsFlags flags = QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents;
    QVERIFY(!processEvents(QEventLoop::ExcludeSocketNotifiers));
    bool isOver = false;
    QTimer::singleShot(1ms, this, [&] { isOver = true; });
    while (!isOver)
        processEvents(flags);
    auto *ours = dispatcher();
    const std::unique_ptr<QThread> waker(QThread::create([ours] { ours->wakeUp(); }));
    waker->start();
    processEvents(flags); // must return
    waker->wait();
    QCOMPARE(activated.size(), 0);
    processEvents(QEventLoop::ExcludeUserInputEvents); // the test has none
    QVERIFY(activated.size() > 0);
}

void TestEpollDispatcher::timersCanBeExcluded()
{
    int count = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { ++count; });
    timer.start(0ms);
    processEvents(QEventLoop::X11ExcludeTimers);
    QCOMPARE(count, 0);
    const SocketPair pair;
    QSocketNotifier notifier(pair.here(), QSocketNotifier::Read);
    const QSignalSpy activated(&notifier, &QSocketNotifier::activated);
    pair.send();
    processEvents(QEventLoop::X11ExcludeTimers | QEventLoop::WaitForMoreEvents);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(count, 0);
    processEvents();
    QCOMPARE(count, 1);
}

void TestEpollDispatcher::nestedLoopsEndIndependently()
{
    QEventLoop outer;
    QEventLoop inner;
    QStringList ended;
    QTimer::singleShot(1ms, this, [&] {
        outer.quit(); // takes effect when the inner loop has ended
        QTimer::singleShot(1ms, this, [&] { inner.exit(7); });
        ended += u"inner %1"_s.arg(inner.exec());
    });
    ended += u"outer %1"_s.arg(outer.exec());
    QCOMPARE(ended, QStringList({u"inner 7"_s, u"outer 0"_s}));

    Thread thread;
    QObject there;
    there.moveToThread(&thread);
    QEventLoop loop;
    QTimer::singleShot(1ms, &loop, [&] { QMetaObject::invokeMethod(&there, [&] { loop.exit(3); }); });
    QCOMPARE(loop.exec(), 3);
}

void TestEpollDispatcher::deferredDeleteWaitsForItsLoop()
{
    QPointer<QObject> object = new QObject;
    QEventLoop outer;
    QMetaObject::invokeMethod(
        &outer,
        [&] {
            object->deleteLater();
            QEventLoop inner;
            QTimer::singleShot(5ms, &inner, &QEventLoop::quit);
            inner.exec();
            QVERIFY(object);
            QMetaObject::invokeMethod(&outer, &QEventLoop::quit, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    outer.exec();
    QVERIFY(!object);
}

void TestEpollDispatcher::threadsStartAndEnd()
{
    for (int i = 0; i < 200; ++i) {
        Thread thread;
        QObject there;
        there.moveToThread(&thread);
        int answer = 0;
        QMetaObject::invokeMethod(&there, [] { return 42; }, Qt::BlockingQueuedConnection, &answer);
        QCOMPARE(answer, 42);
    }
}

void TestEpollDispatcher::mayBeDestroyedBeforeWatchedObjects()
{
    const SocketPair pair;
    auto *object = new QObject;
    auto thread = std::make_unique<Thread>();
    object->moveToThread(thread.get());
    QMetaObject::invokeMethod(
        object,
        [&] {
            new QSocketNotifier(pair.here(), QSocketNotifier::Read, object);
            (new QTimer(object))->start(1h);
            object->startTimer(1h);
        },
        Qt::BlockingQueuedConnection);
    thread.reset(); // and its dispatcher with it
    for (int i = 0; i < 3; ++i)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Timers cannot be stopped from another thread"_s));
    delete object;
}

void TestEpollDispatcher::forkedChildIsIndependent()
{
    const SocketPair pair;
    QSocketNotifier notifier(pair.here(), QSocketNotifier::Read);
    int served = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] { served += pair.receive() ? 1 : 0; });
    settle();
    const pid_t child = fork();
    if (child == 0) {
        const SocketPair own;
        QSocketNotifier ownNotifier(own.here(), QSocketNotifier::Read);
        int ownServed = 0;
        connect(&ownNotifier, &QSocketNotifier::activated, this, [&] { ownServed += own.receive() ? 1 : 0; });
        notifier.setEnabled(false); // must not affect the parent
        own.send();
        dispatcher()->wakeUp();
        waitUntil([&] { return ownServed == 1; });
        _exit(0);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
    pair.send();
    waitUntil([&] { return served == 1; });
}

void TestEpollDispatcher::servesSocketsAndProcesses()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
    });
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server.serverPort());
    const QByteArray sent(1024 * 1024, 'x');
    client.write(sent);
    QByteArray received;
    connect(&client, &QTcpSocket::readyRead, this, [&] { received += client.readAll(); });
    QTRY_COMPARE(received.size(), sent.size());
    QSignalSpy disconnected(&client, &QTcpSocket::disconnected);
    client.disconnectFromHost();
    QTRY_COMPARE(disconnected.size(), 1);

    QProcess process;
    const QSignalSpy finished(&process, &QProcess::finished);
    process.start(u"cat"_s, {});
    process.write("hello");
    process.closeWriteChannel();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(process.readAll(), "hello");
}

void TestEpollDispatcher::wakeUpWhileAwakeMakesNoSystemCall()
{
    WebJabber::WakeUpCall wakeUp;
    eventfd_t written = 0;
    wakeUp.call();
    wakeUp.call();
    QCOMPARE(eventfd_read(wakeUp.descriptor(), &written), -1);
    QVERIFY(!wakeUp.beginSleep());
    QVERIFY(wakeUp.take());
    QVERIFY(!wakeUp.take());
    QVERIFY(wakeUp.beginSleep());
    wakeUp.call();
    wakeUp.call();
    QVERIFY(wakeUp.endSleep());
    QCOMPARE(eventfd_read(wakeUp.descriptor(), &written), 0);
    QCOMPARE(written, 1U);
    QVERIFY(wakeUp.take());
}

void TestEpollDispatcher::isSelectedByName()
{
    QVERIFY(!WebJabber::useEventDispatcher("glib"));
    QVERIFY(WebJabber::useEventDispatcher("qt"));
}

int main(int argc, char *argv[])
{
    return runWithDispatcher<TestEpollDispatcher>(argc, argv);
}

#include "tst_epolldispatcher.moc"
