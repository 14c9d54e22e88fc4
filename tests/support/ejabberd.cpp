// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ejabberd.h"

#include "support/childprocess.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto domain = "localhost"_L1;
static constexpr auto defaultConfig = "/etc/ejabberd/ejabberd.yml"_L1;
static constexpr auto probeInterval = 20ms;
static constexpr qsizetype logTailBytes = 4'000;

static QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Gives each listener of the default configuration a free port of 127.0.0.1, and the first one (c2s) `firstPort`.
static QByteArray onLoopback(const QByteArray &config, quint16 firstPort)
{
    static const QRegularExpression listener(u"port: \\d+\\n    ip: \"::\""_s);
    QString result = QString::fromUtf8(config);
    quint16 port = firstPort;
    qsizetype at = 0;
    for (auto match = listener.match(result); match.hasMatch(); match = listener.match(result, at)) {
        const QString replacement = u"port: %1\n    ip: \"127.0.0.1\""_s.arg(port);
        result.replace(match.capturedStart(), match.capturedLength(), replacement);
        at = match.capturedStart() + replacement.size();
        port = freePort();
    }
    return result.toUtf8();
}

Ejabberd::Ejabberd()
    : m_authority(m_directory.path())
    , m_port(freePort())
    , m_adminPort(freePort())
    , m_config(onLoopback(read(defaultConfig), m_port))
{
    const CertificateFiles files = m_authority.issue(domain);
    QFile both(path(u"server.pem"_s));
    if (!both.open(QIODevice::WriteOnly) || both.write(read(files.certificate) + read(files.key)) <= 0)
        qFatal("%s: %s", qPrintable(both.fileName()), qPrintable(both.errorString()));
    edit("/etc/ejabberd/ejabberd.pem", both.fileName().toUtf8());
    edit("\nlisten:\n",
         "\nlisten:\n  -\n    port: " + QByteArray::number(m_adminPort)
             + "\n    ip: \"127.0.0.1\"\n    module: ejabberd_http\n    request_handlers:\n      /api: mod_http_api\n");
    edit(
        "\napi_permissions:\n",
        "\napi_permissions:\n  \"tests\":\n    from: mod_http_api\n    who:\n      ip: 127.0.0.1/8\n    what: \"*\"\n");
}

Ejabberd::~Ejabberd()
{
    kill();
}

void Ejabberd::addModule(const QByteArray &yaml)
{
    edit("\nmodules:\n", "\nmodules:\n" + yaml);
}

void Ejabberd::edit(const QByteArray &text, const QByteArray &replacement)
{
    const qsizetype at = m_config.indexOf(text);
    if (at < 0)
        qFatal("%s has no such text: %s", defaultConfig.data(), text.constData());
    m_config.replace(at, text.size(), replacement);
}

void Ejabberd::writeConfig() const
{
    QFile file(path(u"ejabberd.yml"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(m_config) != m_config.size())
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
}

bool Ejabberd::isUp() const
{
    for (const quint16 port : {m_port, m_adminPort}) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, port);
        if (!probe.waitForConnected(int(probeInterval.count())))
            return false;
    }
    return true;
}

bool Ejabberd::start()
{
    writeConfig();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"EJABBERD_CONFIG_PATH"_s, path(u"ejabberd.yml"_s));
    environment.insert(u"EJABBERD_LOG_PATH"_s, path(u"ejabberd.log"_s));
    environment.insert(u"ERL_CRASH_DUMP_BYTES"_s, u"0"_s);
    environment.insert(u"ERL_INETRC"_s, u"/etc/ejabberd/inetrc"_s);
    environment.insert(u"ERL_LIBS"_s, u"/usr/lib/x86_64-linux-gnu"_s);
    environment.insert(u"HOME"_s, m_directory.path());
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(m_directory.path());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(path(u"output.log"_s), QIODevice::Append);
    endWithParent(m_process);
    // Like ejabberdctl, but without a node name, which would need epmd.
    m_process.start(u"erl"_s,
                    {u"-noinput"_s, u"-mnesia"_s, u"dir"_s, u'"' + path(u"spool"_s) + u'"', u"-s"_s, u"ejabberd"_s});

    for (const QDeadlineTimer deadline(processDeadline); !deadline.hasExpired();) {
        if (isUp())
            return true;
        if (m_process.waitForFinished(int(probeInterval.count())) || m_process.state() == QProcess::NotRunning)
            return false;
    }
    return false;
}

void Ejabberd::signal(int number) const
{
    if (m_process.state() != QProcess::NotRunning)
        ::kill(pid_t(m_process.processId()), number);
}

void Ejabberd::stop()
{
    m_process.terminate();
    if (m_process.state() != QProcess::NotRunning
        && !m_process.waitForFinished(std::chrono::milliseconds(processDeadline).count()))
        kill();
}

// The node's helper processes end when their pipe to it closes.
void Ejabberd::kill()
{
    m_process.kill();
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished();
}

bool Ejabberd::restart()
{
    stop();
    return start();
}

void Ejabberd::suspend()
{
    signal(SIGSTOP);
}

void Ejabberd::resume()
{
    signal(SIGCONT);
}

QJsonValue Ejabberd::command(const QString &name, const QJsonObject &arguments)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(u"http://127.0.0.1:%1/api/%2"_s.arg(m_adminPort).arg(name)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setTransferTimeout(processDeadline);
    const std::unique_ptr<QNetworkReply> reply(network.post(request, QJsonDocument(arguments).toJson()));
    (void)QTest::qWaitFor([&] { return reply->isFinished(); }, processDeadline);
    const QByteArray answer = reply->readAll();
    if (!reply->isFinished() || reply->error() != QNetworkReply::NoError)
        qFatal("ejabberd: %s: %s %s", qPrintable(name), qPrintable(reply->errorString()), answer.constData());
    return QJsonDocument::fromJson('[' + answer + ']').array().first();
}

void Ejabberd::addAccount(const QString &user, const QString &password)
{
    command(u"register"_s, {{u"user"_s, user}, {u"host"_s, domain}, {u"password"_s, password}});
}

void Ejabberd::subscribeMutually(const QString &user, const QString &other)
{
    for (const auto &[one, two] : {std::pair(user, other), std::pair(other, user)})
        command(u"add_rosteritem"_s,
                {{u"localuser"_s, one},
                 {u"localhost"_s, domain},
                 {u"user"_s, two},
                 {u"host"_s, domain},
                 {u"nick"_s, two},
                 {u"groups"_s, QJsonArray()},
                 {u"subs"_s, u"both"_s}});
}

void Ejabberd::fillRoster(const QString &user, int count)
{
    QFile file(path(u"roster.txt"_s));
    QByteArray contacts;
    for (int i = 0; i < count; ++i) {
        const QByteArray number = QByteArray::number(i);
        contacts += (i == 0 ? "[" : ",\n") + ("{\"first.lastname" + number) + "\", \"example.org\", \"Department "
            + QByteArray::number(i % 20) + "\", \"Firstname Lastname " + number + "\"}";
    }
    if (!file.open(QIODevice::WriteOnly) || file.write(contacts + "].\n") <= 0)
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    file.close();
    command(u"push_roster"_s, {{u"file"_s, file.fileName()}, {u"user"_s, user}, {u"host"_s, domain}});
}

void Ejabberd::kick(const QString &user)
{
    command(u"kick_user"_s, {{u"user"_s, user}, {u"host"_s, domain}});
}

QByteArray Ejabberd::logTail() const
{
    return read(path(u"output.log"_s)).right(logTailBytes) + read(path(u"ejabberd.log"_s)).right(logTailBytes);
}

} // namespace WebJabber::Test
