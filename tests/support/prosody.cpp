// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/prosody.h"

#include "support/childprocess.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <QTcpSocket>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto domain = "localhost"_L1;
// How often start() probes the port.
static constexpr auto probeInterval = 20ms;
static constexpr qsizetype logTailBytes = 4'000;

static void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
}

static QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static QByteArray luaString(const QString &text)
{
    QByteArray result = "\"";
    for (const char c : text.toUtf8()) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f || c == '"' || c == '\\')
            result += '\\' + QByteArray::number(byte).rightJustified(3, '0');
        else
            result += c;
    }
    return result + '"';
}

// Encodes the name like Prosody's util.datamanager.
static QString fileName(const QString &user)
{
    QString name;
    for (const char c : user.toUtf8()) {
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        name += isPlain ? QString(QLatin1Char(c))
                        : u"%%1"_s.arg(uint(static_cast<unsigned char>(c)), 2, 16, QLatin1Char('0'));
    }
    return name + u".dat"_s;
}

Prosody::Prosody(const QString &directory)
    : m_directory(directory)
    , m_authority(m_directory.path())
    , m_port(freePort())
    , m_config(read(QStringLiteral(WEBJABBER_SOURCE_DIR "/resources/demo/prosody.cfg.lua")))
{
    // of an earlier run in a directory that is kept
    for (const QString &log : {u"output.log"_s, u"prosody.log"_s})
        QFile::remove(path(log));
    if (!QFile::exists(path(domain + u".crt"_s)))
        m_authority.issue(domain);
}

Prosody::~Prosody()
{
    kill();
}

void Prosody::setExtraConfig(const QByteArray &lua)
{
    write(path(u"extra.cfg.lua"_s), lua);
}

void Prosody::setGlobalConfig(const QByteArray &lua)
{
    write(path(u"global.cfg.lua"_s), lua);
}

void Prosody::edit(const QByteArray &text, const QByteArray &replacement)
{
    const qsizetype at = m_config.indexOf(text);
    if (at < 0)
        qFatal("Prosody's configuration has no such text: %s", text.constData());
    m_config.replace(at, text.size(), replacement);
}

void Prosody::useDebianDefault()
{
    m_config = read(u"/etc/prosody/prosody.cfg.lua"_s);
    edit("\npidfile = \"/run/prosody/prosody.pid\";",
         "\nrun_as_root = true\ninterfaces = { \"127.0.0.1\" }\nc2s_ports = { ENV_WJ_PROSODY_C2S_PORT }\n"
         "c2s_direct_tls_ports = {}\ns2s_ports = {}\ns2s_direct_tls_ports = {}\nhttp_ports = {}\nhttps_ports = {}\n"
         "data_path = ENV_WJ_PROSODY_DIR .. \"/data\"\npidfile = ENV_WJ_PROSODY_DIR .. \"/prosody.pid\"");
    edit("\"/var/log/prosody/prosody.log\"", "ENV_WJ_PROSODY_DIR .. \"/prosody.log\"");
    edit("\"/var/log/prosody/prosody.err\"", "ENV_WJ_PROSODY_DIR .. \"/prosody.err\"");
    edit("certificates = \"certs\"", "certificates = ENV_WJ_PROSODY_CERTS");
    edit("Include \"conf.d/", "Include \"/etc/prosody/conf.d/");
}

void Prosody::listenOn(const QHostAddress &address)
{
    edit('"' + m_address.toString().toUtf8() + '"', '"' + address.toString().toUtf8() + '"');
    m_address = address;
}

void Prosody::shareFiles()
{
    m_filePort = freePort();
}

bool Prosody::start()
{
    write(path(u"prosody.cfg.lua"_s), m_config);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"WJ_PROSODY_DIR"_s, m_directory.path());
    environment.insert(u"WJ_PROSODY_C2S_PORT"_s, QString::number(m_port));
    environment.insert(u"WJ_PROSODY_CERTS"_s, m_directory.path());
    environment.insert(u"WJ_PROSODY_AUTH"_s, u"internal_plain"_s);
    const auto include = [&](const QString &variable, const QString &file) {
        if (QFile::exists(path(file)))
            environment.insert(variable, path(file));
    };
    include(u"WJ_PROSODY_GLOBAL"_s, u"global.cfg.lua"_s);
    include(u"WJ_PROSODY_EXTRA"_s, u"extra.cfg.lua"_s);
    if (m_filePort != 0)
        environment.insert(u"WJ_PROSODY_HTTP_PORT"_s, QString::number(m_filePort));
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(path(u"output.log"_s), QIODevice::Append);
    endWithParent(m_process);
    m_process.start(u"prosody"_s, {u"-F"_s, u"--config"_s, path(u"prosody.cfg.lua"_s)});

    for (const QDeadlineTimer deadline(processDeadline); !deadline.hasExpired();) {
        QTcpSocket probe;
        probe.connectToHost(m_address, m_port);
        if (probe.waitForConnected(int(probeInterval.count())))
            return true;
        if (m_process.waitForFinished(int(probeInterval.count())) || m_process.state() == QProcess::NotRunning)
            return false;
    }
    return false;
}

void Prosody::stop()
{
    m_process.terminate();
    if (m_process.state() != QProcess::NotRunning
        && !m_process.waitForFinished(std::chrono::milliseconds(processDeadline).count()))
        kill();
}

void Prosody::kill()
{
    m_process.kill();
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished();
}

bool Prosody::restart()
{
    stop();
    return start();
}

void Prosody::whenEnded(QObject *context, const std::function<void()> &callback)
{
    QObject::connect(&m_process, &QProcess::finished, context, callback);
}

void Prosody::suspend()
{
    ::kill(pid_t(m_process.processId()), SIGSTOP);
}

void Prosody::resume()
{
    ::kill(pid_t(m_process.processId()), SIGCONT);
}

void Prosody::writeData(const QString &store, const QString &user, const QByteArray &table) const
{
    const QString directory = path(u"data/"_s + domain + u'/' + store);
    if (!QDir().mkpath(directory))
        qFatal("%s cannot be made", qPrintable(directory));
    write(directory + u'/' + fileName(user), "return " + table + ";\n");
}

void Prosody::addAccount(const QString &user, const QString &password)
{
    writeData(u"accounts"_s, user, "{ [\"password\"] = " + luaString(password) + " }");
}

bool Prosody::hasAccount(const QString &user) const
{
    return QFile::exists(path(u"data/"_s + domain + u"/accounts/"_s + fileName(user)));
}

void Prosody::subscribeMutually(const QString &user, const QString &other)
{
    m_friends[user].insert(other);
    m_friends[other].insert(user);
    writeRoster(user);
    writeRoster(other);
}

void Prosody::writeRoster(const QString &user) const
{
    QByteArray table = "{ [false] = { [\"version\"] = 1; [\"pending\"] = {} }";
    for (const QString &contact : m_friends.value(user))
        table += "; [" + luaString(contact + u'@' + domain)
            + "] = { [\"subscription\"] = \"both\"; [\"groups\"] = {} }";
    writeData(u"roster"_s, user, table + " }");
}

void Prosody::fillRoster(const QString &user, int count)
{
    QByteArray table = "{ [false] = { [\"version\"] = 1; [\"pending\"] = {} }";
    for (int i = 0; i < count; ++i) {
        const QByteArray number = QByteArray::number(i);
        table += "; [\"first.lastname" + number
            + "@example.org\"] = { [\"subscription\"] = \"both\"; [\"name\"] = \"Firstname Lastname " + number
            + "\"; [\"groups\"] = { [\"Department " + QByteArray::number(i % 20) + "\"] = true } }";
    }
    writeData(u"roster"_s, user, table + " }");
}

QByteArray Prosody::logTail() const
{
    return read(path(u"output.log"_s)).right(logTailBytes) + read(path(u"prosody.log"_s)).right(logTailBytes);
}

} // namespace WebJabber::Test
