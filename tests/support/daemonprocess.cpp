// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/daemonprocess.h"

#include "support/childprocess.h"
#include "support/httpclient.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <chrono>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

DaemonProcess::DaemonProcess(const QString &program, const QString &directory)
    : m_program(program)
    , m_directory(directory)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    if (m_directory.isKept()) {
        QFile::remove(logFile());
        m_process.setStandardOutputFile(logFile(), QIODevice::Append);
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s); // tests compare the output
    environment.remove(u"LANGUAGE"_s);
    m_process.setProcessEnvironment(environment);
}

DaemonProcess::~DaemonProcess()
{
    kill();
}

void DaemonProcess::setEnvironment(const QString &name, const QString &value)
{
    QProcessEnvironment environment = m_process.processEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

static void writeConfig(const QString &path, const QByteArray &config)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(config) != config.size())
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
}

bool DaemonProcess::launch(const QStringList &arguments)
{
    m_arguments = arguments;
    endWithParent(m_process);
    m_process.start(m_program,
                    QStringList{u"--config"_s, m_directory.filePath(u"webjabber.toml"_s), u"--state-dir"_s,
                                stateDirectory(), u"--admin-socket"_s, adminSocket(), u"--listen"_s,
                                u"127.0.0.1:%1"_s.arg(m_port)}
                        + arguments);
    return m_process.waitForStarted();
}

bool DaemonProcess::start(const QByteArray &config, const QStringList &arguments)
{
    writeConfig(m_directory.filePath(u"webjabber.toml"_s), config);
    m_arguments = arguments;
    return restart();
}

std::optional<int> DaemonProcess::run(const QByteArray &config, const QStringList &arguments)
{
    writeConfig(m_directory.filePath(u"webjabber.toml"_s), config);
    if (!launch(arguments) || !waitForEnd() || m_process.exitStatus() != QProcess::NormalExit)
        return std::nullopt;
    return m_process.exitCode();
}

bool DaemonProcess::restart()
{
    if (m_process.state() != QProcess::NotRunning)
        stop();
    static const QRegularExpression listening(u"webjabber\\.http: listening on (https?)://127\\.0\\.0\\.1:(\\d+)"_s);
    const qsizetype logStart = log().size();
    if (!launch(m_arguments))
        return false;
    QRegularExpressionMatch match;
    const bool answered = QTest::qWaitFor(
        [&] {
            match = listening.match(QString::fromUtf8(log().sliced(logStart)));
            return match.hasMatch() || !isRunning();
        },
        processDeadline);
    if (!answered || !match.hasMatch())
        return false;
    m_port = match.captured(2).toUShort();
    return match.captured(1) == "https"_L1 || HttpClient(url()).get(u"/healthz"_s).status == 200;
}

bool DaemonProcess::waitForEnd()
{
    if (QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, processDeadline))
        return true;
    kill();
    return false;
}

std::optional<int> DaemonProcess::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return std::nullopt; // it ended before
    m_process.terminate();
    if (!waitForEnd() || m_process.exitStatus() != QProcess::NormalExit)
        return std::nullopt;
    return m_process.exitCode();
}

void DaemonProcess::forgetState()
{
    QDir(stateDirectory()).removeRecursively();
}

void DaemonProcess::kill()
{
    m_process.kill();
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished();
}

QUrl DaemonProcess::url() const
{
    return QUrl(u"http://127.0.0.1:%1/"_s.arg(m_port));
}

// Beside the rest, unless that path is longer than a socket's may be (unix(7)).
QString DaemonProcess::adminSocket() const
{
    static constexpr qsizetype longestPath = 107;
    const QString path = m_directory.filePath(u"admin.sock"_s);
    if (path.toUtf8().size() <= longestPath)
        return path;
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).first(8).toHex();
    return u"/tmp/webjabber-%1/admin.sock"_s.arg(QLatin1StringView(hash));
}

void DaemonProcess::whenEnded(QObject *context, const std::function<void()> &callback)
{
    QObject::connect(&m_process, &QProcess::finished, context, callback);
}

QByteArray DaemonProcess::log()
{
    if (m_directory.isKept()) {
        QFile file(logFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    if (m_process.isOpen())
        m_log += m_process.readAll();
    return m_log;
}

bool DaemonProcess::waitForLog(const QByteArray &part)
{
    return QTest::qWaitFor([&] { return log().contains(part); }, processDeadline);
}

} // namespace WebJabber::Test
