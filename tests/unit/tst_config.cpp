// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.h"
#include "support/certificates.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber;

static constexpr auto samplePath = WEBJABBER_SOURCE_DIR "/resources/webjabber.toml"_L1;

static constexpr auto certificate = R"(-----BEGIN CERTIFICATE-----
MIIBjzCCATWgAwIBAgIUNNfhOa+LBCNptUKNBDnjbaoJ/mIwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRV2ViSmFiYmVyIHRlc3QgQ0EwIBcNMjYxMTIyMDcxNDA1WhgP
MjEyNjEwMjkwNzE0MDVaMBwxGjAYBgNVBAMMEVdlYkphYmJlciB0ZXN0IENBMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEu+7RYgu+snqMGl/9Clgq8KhlHsDsj60h
PC0yq9xY64lg6pwsXZAdUOBpyICWmJdhR8W1OgUDv0jZUQhxD7t6tKNTMFEwHQYD
VR0OBBYEFLb8wszDXXrNyQuZfaejARmOQlTfMB8GA1UdIwQYMBaAFLb8wszDXXrN
yQuZfaejARmOQlTfMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIh
ANLRj1NO0nD0sa7J+X7zYMnIiQyIGhwthK5gAOCTGnrfAiBXEbaK/Myj3nCJCZiQ
E1wGuHh7CQmX6LFhhZLPP79fVA==
-----END CERTIFICATE-----
)";

class ConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsEveryKey();
    void readsListenAddress_data();
    void readsListenAddress();
    void rejectsInvalidValue_data();
    void rejectsInvalidValue();
    void rejectsUnknownKey_data();
    void rejectsUnknownKey();
    void rejectsUnreadableFile_data();
    void rejectsUnreadableFile();
    void rejectsInvalidCertificates();
    void requiresCertificateAndKey();
    void reportsAllErrorsInOrderOfLines();
    void reportsThePositionOfASyntaxError();
    void overridesTakePrecedence();
    void pathsAreRelativeToTheFile();
    void normalizesNames();
    void reportsRiskySettings_data();
    void reportsRiskySettings();
    void defaultsAreNotRisky();
    void sampleEqualsTheDefaults();
    void sampleListsEveryKeyOnce();
    void sampleKeysWithoutDefaultAreValid();
    void publicUrlIsTheDefaultPushContact_data();
    void publicUrlIsTheDefaultPushContact();

private:
    QString write(const QByteArray &content, const QString &name = u"webjabber.toml"_s) const;
    std::expected<Config, QStringList> read(const QByteArray &content) const { return readConfig(write(content)); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

static QString described(const RateLimit &limit)
{
    return u"%1 %2"_s.arg(limit.perAddress).arg(limit.perAccount);
}

// All members of a configuration as texts, so that a difference shows its key.
static QStringList described(const Config &c)
{
    QStringList domains;
    for (const auto &[name, domain] : c.xmpp.domains.asKeyValueRange())
        domains += name + u' ' + domain.host;
    QStringList ports;
    for (const quint16 port : c.push.ports)
        ports += QString::number(port);
    const QVariantMap values{
        {u"listen"_s, c.http.address.toString() + u' ' + QString::number(c.http.port)},
        {u"allowed_origins"_s, c.http.allowedOrigins.join(u',')},
        {u"public_url"_s, c.http.publicUrl},
        {u"access_log"_s, c.http.accessLog},
        {u"proxies"_s, c.http.trustedProxies.join(u',')},
        {u"connections"_s, c.http.maxConnections},
        {u"per address"_s, c.http.maxConnectionsPerAddress},
        {u"request"_s, qint64(c.http.times.request.count())},
        {u"idle"_s, qint64(c.http.times.idle.count())},
        {u"auth"_s, int(c.legacy.auth)},
        {u"password_in_query"_s, int(c.legacy.passwordInQuery)},
        {u"allowed_domains"_s, c.xmpp.allowedDomains.join(u',')},
        {u"domains"_s, domains.join(u',')},
        {u"ca"_s, c.xmpp.caCertificates.size()},
        {u"tls"_s, int(c.xmpp.tls)},
        {u"verify"_s, c.xmpp.verifyCertificates},
        {u"credentials"_s, int(c.xmpp.credentials)},
        {u"stanza"_s, c.xmpp.maxStanzaBytes},
        {u"answer"_s, c.xmpp.maxAnswerBytes},
        {u"login"_s, qint64(c.xmpp.loginTimeout.count())},
        {u"interval"_s, qint64(c.xmpp.pingInterval.count())},
        {u"ping"_s, qint64(c.xmpp.pingTimeout.count())},
        {u"reconnects"_s, c.xmpp.reconnectsPerSecond},
        {u"auto away"_s, qint64(c.xmpp.readers.unattendedAfter.count())},
        {u"allow"_s, c.push.allow.join(u',')},
        {u"contact"_s, c.push.contact},
        {u"ports"_s, ports.join(u',')},
        {u"push ca"_s, c.push.caCertificates.size()},
        {u"push timeout"_s, qint64(c.push.timeout.count())},
        {u"exempt"_s, c.limits.exempt.join(u',')},
        {u"sign-ins"_s, described(c.limits.signIns)},
        {u"messages"_s, described(c.limits.messages)},
        {u"subscriptions"_s, described(c.limits.subscriptions)},
        {u"account bytes"_s, c.store.bytesPerAccount},
        {u"answer bytes"_s, c.store.bytesPerAnswer},
        {u"refs"_s, qint64(c.store.refsAge.count())},
        {u"rules"_s, c.logRules},
        {u"state"_s, c.stateDirectory},
        {u"admin"_s, c.admin.socket},
    };
    QStringList lines;
    for (const auto &[name, value] : values.asKeyValueRange())
        lines += name + u'=' + value.toString();
    return lines;
}

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ConfigTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

QString ConfigTest::write(const QByteArray &content, const QString &name) const
{
    QFile file(m_dir->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("A file of the test cannot be written");
    return file.fileName();
}

void ConfigTest::readsEveryKey()
{
    write(certificate, u"ca.pem"_s);
    const auto config = read(R"(
[http]
listen = "[::1]:9090"
allowed_origins = ["https://a.example", "http://b.example:8000"]
public_url = "https://chat.example.org/jabber/"
access_log = false
trusted_proxies = ["192.0.2.1", "10.0.0.0/8", "2001:db8::/32"]
max_connections = 100
max_connections_per_address = 10
request_timeout_seconds = 5
idle_timeout_seconds = 75
[compat]
auth = "off"
password_in_query = "never"
[xmpp]
allowed_domains = ["a.example", "b.example"]
tls = "direct"
verify_certificates = false
ca_file = "ca.pem"
credentials = "none"
max_stanza_bytes = 16384
max_answer_bytes = 67108864
login_timeout_seconds = 7
ping_interval_seconds = 60
ping_timeout_seconds = 8
reconnects_per_second = 1000
auto_away_minutes = 1440
[xmpp.domains."example.org"]
host = "xmpp.example.org"
port = 5223
tls = "off"
[xmpp.domains.localhost]
[push]
allow = ["ntfy.example.org", "10.0.0.7"]
ports = [443, 9443]
ca_file = "ca.pem"
contact = "mailto:admin@example.org"
timeout_seconds = 9
[limits]
sign_ins_per_address = 1
sign_ins_per_account = 2
messages_per_address = 3
messages_per_account = 4
subscriptions_per_address = 1000000
subscriptions_per_account = 0
exempt = ["192.0.2.0/24"]
account_bytes = 1000000
answer_bytes = 100000
[store]
refs_days = 3650
[log]
rules = "webjabber.session.debug=true; webjabber.access = false"
[state]
directory = "/srv/webjabber"
[admin]
socket = "/srv/webjabber/admin.sock"
)");
    QVERIFY2(config, qPrintable(config ? QString() : config.error().join(u'\n')));
    QCOMPARE(config->http.address, QHostAddress(QHostAddress::LocalHostIPv6));
    QCOMPARE(config->http.port, 9090);
    QCOMPARE(config->http.allowedOrigins, QStringList({u"https://a.example"_s, u"http://b.example:8000"_s}));
    QCOMPARE(config->http.publicUrl, QUrl(u"https://chat.example.org/jabber/"_s));
    QVERIFY(!config->http.accessLog);
    QCOMPARE(config->http.trustedProxies, QStringList({u"192.0.2.1"_s, u"10.0.0.0/8"_s, u"2001:db8::/32"_s}));
    QCOMPARE(config->http.maxConnections, 100);
    QCOMPARE(config->http.maxConnectionsPerAddress, 10);
    QCOMPARE(config->http.times.request, 5s);
    QCOMPARE(config->http.times.idle, 75s);
    QCOMPARE(config->legacy.auth, LegacyAuth::Off);
    QCOMPARE(config->legacy.passwordInQuery, PasswordInQuery::Never);
    QCOMPARE(config->xmpp.allowedDomains, QStringList({u"a.example"_s, u"b.example"_s}));
    QCOMPARE(config->xmpp.tls, TlsMode::Direct);
    QVERIFY(!config->xmpp.verifyCertificates);
    QCOMPARE(config->xmpp.caCertificates.size(), 1);
    QCOMPARE(config->xmpp.caCertificates[0].subjectDisplayName(), u"WebJabber test CA"_s);
    QCOMPARE(config->xmpp.credentials, CredentialsMode::None);
    QCOMPARE(config->xmpp.maxStanzaBytes, 16384);
    QCOMPARE(config->xmpp.maxAnswerBytes, 67108864);
    QCOMPARE(config->xmpp.loginTimeout, 7s);
    QCOMPARE(config->xmpp.pingInterval, 60s);
    QCOMPARE(config->xmpp.pingTimeout, 8s);
    QCOMPARE(config->xmpp.reconnectsPerSecond, 1000);
    QCOMPARE(config->xmpp.readers.unattendedAfter, std::chrono::milliseconds(24h));
    QCOMPARE(config->xmpp.domains.size(), 2);
    QCOMPARE(config->xmpp.domains[u"example.org"_s].host, u"xmpp.example.org"_s);
    QCOMPARE(config->xmpp.domains[u"example.org"_s].port, 5223);
    QCOMPARE(config->xmpp.tlsFor(u"example.org"_s), TlsMode::Off);
    QCOMPARE(config->xmpp.tlsFor(u"localhost"_s), TlsMode::Direct);
    QCOMPARE(config->push.allow, QStringList({u"ntfy.example.org"_s, u"10.0.0.7"_s}));
    QCOMPARE(config->push.ports, (QList<quint16>{443, 9443}));
    QCOMPARE(config->push.caCertificates.size(), 1);
    QCOMPARE(config->push.contact, u"mailto:admin@example.org"_s);
    QCOMPARE(config->push.timeout, 9s);
    QCOMPARE(config->limits.signIns.perAddress, 1);
    QCOMPARE(config->limits.signIns.perAccount, 2);
    QCOMPARE(config->limits.messages.perAddress, 3);
    QCOMPARE(config->limits.messages.perAccount, 4);
    QCOMPARE(config->limits.subscriptions.perAddress, 1'000'000);
    QCOMPARE(config->limits.subscriptions.perAccount, 0);
    QCOMPARE(config->limits.exempt, QStringList(u"192.0.2.0/24"_s));
    QCOMPARE(config->store.bytesPerAccount, 1'000'000);
    QCOMPARE(config->store.bytesPerAnswer, 100'000);
    QCOMPARE(config->store.refsAge, std::chrono::days(3650));
    QCOMPARE(config->logRules,
             u"webjabber.access.info=false\nwebjabber.session.debug=true\nwebjabber.access = false"_s);
    QCOMPARE(config->stateDirectory, u"/srv/webjabber"_s);
    QCOMPARE(config->admin.socket, u"/srv/webjabber/admin.sock"_s);
    QCOMPARE(config->file, m_dir->filePath(u"webjabber.toml"_s));
}

void ConfigTest::readsListenAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address"); // empty: rejected
    QTest::addColumn<int>("port");
    QTest::newRow("IPv4") << u"127.0.0.1:8080"_s << u"127.0.0.1"_s << 8080;
    QTest::newRow("IPv6") << u"[2001:db8::1]:443"_s << u"2001:db8::1"_s << 443;
    QTest::newRow("every IPv4 address") << u"0.0.0.0:1"_s << u"0.0.0.0"_s << 1;
    QTest::newRow("any free port") << u"127.0.0.1:0"_s << u"127.0.0.1"_s << 0;
    QTest::newRow("highest port") << u"127.0.0.1:65535"_s << u"127.0.0.1"_s << 65535;
    for (const auto &text :
         {u""_s, u":8080"_s, u"8080"_s, u"127.0.0.1"_s, u"127.0.0.1:"_s, u"127.0.0.1:65536"_s, u"127.0.0.1:-1"_s,
          u"127.0.0.1:+80"_s, u"127.0.0.1: 80"_s, u" 127.0.0.1:80"_s, u"127.1:80"_s, u"256.0.0.1:80"_s,
          u"localhost:80"_s, u"*:80"_s, u"::1:8080"_s, u"[::1]"_s, u"[127.0.0.1]:80"_s, u"[]:80"_s})
        QTest::addRow("not '%s'", qPrintable(text)) << text << QString() << 0;
}

void ConfigTest::readsListenAddress()
{
    QFETCH(const QString, text);
    QFETCH(const QString, address);
    QFETCH(const int, port);
    const auto listen = parseListenAddress(text);
    QCOMPARE(listen.has_value(), !address.isEmpty());
    if (listen)
        QCOMPARE(*listen, (ListenAddress{QHostAddress(address), quint16(port)}));
}

void ConfigTest::rejectsInvalidValue_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("error"); // after the file's name
    const auto row = [](const char *name, const QByteArray &content, const char *error) {
        QTest::newRow(name) << content << QString::fromUtf8(error);
    };
    row("text for a flag", "http.access_log = \"yes\"", "1: http.access_log: expected true or false, found \"yes\"");
    row("flag for a text", "\nhttp.listen = true",
        "2: http.listen: expected an address and a port, such as \"127.0.0.1:8080\" or \"[::1]:8080\", found true");
    row("rate below none", "limits.messages_per_account = -1",
        "1: limits.messages_per_account: expected a whole number from 0 to 1000000, found -1");
    row("too few bytes", "limits.answer_bytes = 1",
        "1: limits.answer_bytes: expected a whole number from 16384 to 67108864, found 1");
    row("references kept for no time", "store.refs_days = 0",
        "1: store.refs_days: expected a whole number from 1 to 3650, found 0");
    row("rate out of reach", "limits.sign_ins_per_address = 1000001",
        "1: limits.sign_ins_per_address: expected a whole number from 0 to 1000000, found 1000001");
    row("text for a number", "xmpp.max_stanza_bytes = \"1\"",
        "1: xmpp.max_stanza_bytes: expected a whole number from 16384 to 16777216, found \"1\"");
    row("number too small", "xmpp.max_stanza_bytes = 16383",
        "1: xmpp.max_stanza_bytes: expected a whole number from 16384 to 16777216, found 16383");
    row("answer too large", "xmpp.max_answer_bytes = 67108865",
        "1: xmpp.max_answer_bytes: expected a whole number from 16384 to 67108864, found 67108865");
    row("number too large", "xmpp.reconnects_per_second = 1001",
        "1: xmpp.reconnects_per_second: expected a whole number from 1 to 1000, found 1001");
    row("number that would wrap", "xmpp.reconnects_per_second = 4294967297",
        "1: xmpp.reconnects_per_second: expected a whole number from 1 to 1000, found 4294967297");
    row("half a second", "push.timeout_seconds = 1.5",
        "1: push.timeout_seconds: expected a whole number from 1 to 120, found 1.5");
    row("negative seconds", "xmpp.login_timeout_seconds = -1",
        "1: xmpp.login_timeout_seconds: expected a whole number from 1 to 120, found -1");
    row("unknown word", "compat.auth = \"Token\"",
        "1: compat.auth: expected one of \"token\", \"jid\", \"off\", found \"Token\"");
    row("unknown TLS word", "xmpp.tls = \"yes\"",
        "1: xmpp.tls: expected one of \"required\", \"direct\", \"off\", found \"yes\"");
    row("unknown credentials word", "xmpp.credentials = \"token\"",
        "1: xmpp.credentials: expected one of \"token-preferred\", \"password\", \"none\", found \"token\"");
    row("text for a list", "push.allow = \"a\"",
        "1: push.allow: expected a list, each element a host name or an address, without a port, found \"a\"");
    row("number in a list", "push.allow = [\"a\",\n7]",
        "2: push.allow: expected a host name or an address, without a port, found 7");
    for (const QByteArray proxy :
         {"10/8", "127.1", "10.0.0.0/33", "::1/129", "10.0.0.0/", "/8", "a.example", "10.0.0.1/-1"}) {
        const QByteArray error = "1: http.trusted_proxies: expected an address or a network, such as \"192.0.2.1\" or "
                                 "\"10.0.0.0/8\", found \""
            + proxy + '"';
        row(proxy.constData(), "http.trusted_proxies = [\"" + proxy + "\"]", error.constData());
    }
    row("text for ports", "push.ports = \"443\"",
        "1: push.ports: expected a list of ports, each a whole number from 1 to 65535, found \"443\"");
    row("port out of range", "push.ports = [443,\n65536]",
        "2: push.ports: expected a list of ports, each a whole number from 1 to 65535, found 65536");
    row("contact without a scheme", "push.contact = \"admin@example.org\"",
        "1: push.contact: expected a mailto: or https: URL, such as \"mailto:admin@example.org\", found "
        "\"admin@example.org\"");
    row("host with a port", "push.allow = [\"a:1\"]",
        "1: push.allow: expected a host name or an address, without a port, found \"a:1\"");
    row("not a domain", "xmpp.allowed_domains = [\"romeo@localhost\"]",
        "1: xmpp.allowed_domains: expected a domain name, found \"romeo@localhost\"");
    row("public URL that is not http", "http.public_url = \"ftp://a.example\"",
        "1: http.public_url: expected a web address, such as \"https://example.org/\", found \"ftp://a.example\"");
    row("rules that are none", "log.rules = \"debug\"",
        "1: log.rules: expected logging rules, such as \"webjabber.session.debug=true\", found \"debug\"");
    row("empty path", "state.directory = \"\"", "1: state.directory: expected a path, found \"\"");
    row("value for a table", "http = 1", "1: http: expected a table, found 1");
    row("list of tables for a table", "[[http]]", "1: http: expected a table, found a list");
    row("table for a value", "[http.listen]",
        "1: http.listen: expected an address and a port, such as \"127.0.0.1:8080\" or \"[::1]:8080\", found a table");
    row("date for a number", "push.timeout_seconds = 2026-11-22",
        "1: push.timeout_seconds: expected a whole number from 1 to 120, found a date or time");
    row("no table of domains", "xmpp.domains = []",
        "1: xmpp.domains: expected a table for each domain, such as [xmpp.domains.\"example.org\"], found a list");
    row("domain that is not a table", "[xmpp.domains]\na = 1", "2: xmpp.domains.a: expected a table, found 1");
    row("domain that is none", "[xmpp.domains.\"a b\"]",
        "1: xmpp.domains.\"a b\": expected a domain name, each only once, found a table");
    row("domain twice", "[xmpp.domains.\"A.example\"]\n[xmpp.domains.\"a.example\"]",
        "2: xmpp.domains.\"a.example\": expected a domain name, each only once, found a table");
    row("port 0 of a domain", "[xmpp.domains.\"a.example\"]\nport = 0",
        "2: xmpp.domains.\"a.example\".port: expected a whole number from 1 to 65535, found 0");
    row("dotted name without quotes", "[xmpp.domains.example.org]\nhost = \"a\"",
        "1: xmpp.domains.example: expected a domain in quotes, such as [xmpp.domains.\"example.org\"], found a table");
    for (const QByteArray origin :
         {"*", "null", "example.org", "https://example.org/", "https://Example.org", "https://example.org:443",
          "http://example.org:80", "https://example.org/a", "https://a@example.org", "https://bücher.example", ""})
        QTest::addRow("origin '%s'", origin.constData())
            << QByteArray("http.allowed_origins = [\"" + origin + "\"]")
            << u"1: http.allowed_origins: expected an origin as browsers send it, such as \"https://example.org\" "
               "(lower case, no path, no slash at the end), found \"%1\""_s.arg(QString::fromUtf8(origin));
}

void ConfigTest::rejectsInvalidValue()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, error);
    const auto config = read(content);
    QVERIFY(!config);
    QCOMPARE(config.error(), QStringList(m_dir->filePath(u"webjabber.toml"_s) + u':' + error));
}

void ConfigTest::rejectsUnknownKey_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QByteArray &content, const char *error) {
        QTest::newRow(name) << content << QString::fromUtf8(error);
    };
    row("misspelt", "[http]\n\nlisten_ = 1", "3: http.listen_: there is no such key; did you mean http.listen?");
    row("shortened", "[xmpp]\nlogin_timeout = 1",
        "2: xmpp.login_timeout: there is no such key; did you mean xmpp.login_timeout_seconds?");
    row("outside its table", "listen = \"127.0.0.1:80\"", "1: listen: there is no such key; did you mean http.listen?");
    row("misspelt table", "[htpp]\nlisten = 1", "1: htpp: there is no such key; did you mean http?");
    row("like none", "[http]\n\"what is this\" = 1", "2: http.\"what is this\": there is no such key");
    row("in a domain", "[xmpp.domains.\"a.example\"]\nprot = 1",
        "2: xmpp.domains.\"a.example\".prot: there is no such key; did you mean xmpp.domains.\"a.example\".port?");
}

void ConfigTest::rejectsUnknownKey()
{
    rejectsInvalidValue();
}

void ConfigTest::rejectsUnreadableFile_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("missing") << u"/nonexistent/webjabber.toml"_s;
    QTest::newRow("folder") << u"/"_s;
}

void ConfigTest::rejectsUnreadableFile()
{
    QFETCH(const QString, path);
    const auto config = readConfig(path);
    QVERIFY(!config);
    QCOMPARE(config.error().size(), 1);
    QVERIFY2(config.error().first().startsWith(path + u": cannot be read: "_s), qPrintable(config.error().first()));
}

void ConfigTest::rejectsInvalidCertificates()
{
    const QString missing = read("xmpp.ca_file = \"none.pem\"").error().value(0);
    QVERIFY2(missing.contains(u":1: xmpp.ca_file: expected a readable PEM file"_s), qPrintable(missing));
    QVERIFY2(missing.contains(m_dir->filePath(u"none.pem"_s)), qPrintable(missing));

    const QByteArray whole = certificate;
    write("no certificate", u"empty.pem"_s);
    write(whole + whole.first(whole.size() / 2), u"half.pem"_s);
    for (const QByteArray name : {"empty.pem", "half.pem"}) {
        const auto config = read("xmpp.ca_file = \"" + name + '"');
        QVERIFY(!config);
        QVERIFY2(config.error().first().contains(u"one or more certificates"_s), qPrintable(config.error().first()));
    }
}

void ConfigTest::requiresCertificateAndKey()
{
    for (const auto *name : {"certificate", "key"}) {
        const auto half = read(QByteArray("[http]\n") + name + " = \"a.pem\"\n");
        QVERIFY(!half);
        QVERIFY2(half.error().value(0).contains("go together"_L1), qPrintable(half.error().value(0)));
    }
    const auto missing = read("[http]\ncertificate = \"a.pem\"\nkey = \"b.pem\"\n");
    QVERIFY(!missing);
    QVERIFY2(missing.error().value(0).contains(m_dir->filePath(u"a.pem"_s)), qPrintable(missing.error().value(0)));
}

void ConfigTest::reportsAllErrorsInOrderOfLines()
{
    const auto config = read("xmpp.tls = 1\nhttp.listen = 1\nadmin.socke = 1\ncompat.auth = 1\n");
    QVERIFY(!config);
    QCOMPARE(config.error().size(), 4);
    for (int i = 0; i < 4; ++i)
        QVERIFY(config.error()[i].startsWith(u"%1:%2: "_s.arg(m_dir->filePath(u"webjabber.toml"_s)).arg(i + 1)));
}

void ConfigTest::reportsThePositionOfASyntaxError()
{
    const auto config = read("[http]\nlisten = \n");
    QVERIFY(!config);
    QCOMPARE(config.error().size(), 1);
    static const QRegularExpression line(u"webjabber\\.toml:2:[0-9]+: .*\\S"_s);
    QVERIFY2(line.match(config.error().first()).hasMatch(), qPrintable(config.error().first()));
}

void ConfigTest::overridesTakePrecedence()
{
    const ConfigOverrides overrides{ListenAddress{QHostAddress(u"0.0.0.0"_s), 81}, u"/a.sock"_s, u"/state"_s,
                                    u"*=false"_s};
    const QString path = write(R"(
http.listen = "127.0.0.1:80"
compat.auth = "jid"
admin.socket = "/b.sock"
state.directory = "/other"
log.rules = "*=true"
)");
    const auto config = readConfig(path, overrides);
    QVERIFY(config);
    QCOMPARE(config->http.address, QHostAddress(u"0.0.0.0"_s));
    QCOMPARE(config->http.port, 81);
    QCOMPARE(config->admin.socket, u"/a.sock"_s);
    QCOMPARE(config->stateDirectory, u"/state"_s);
    QCOMPARE(config->logRules, u"*=false"_s);
    QCOMPARE(config->overrides.listen, overrides.listen);
    QVERIFY(config->warnings.first().startsWith(u"DANGER"_s));
}

void ConfigTest::pathsAreRelativeToTheFile()
{
    const auto config = read("state.directory = \"state\"\nadmin.socket = \"run/admin.sock\"");
    QVERIFY(config);
    QCOMPARE(config->stateDirectory, m_dir->filePath(u"state"_s));
    QCOMPARE(config->admin.socket, m_dir->filePath(u"run/admin.sock"_s));
}

void ConfigTest::normalizesNames()
{
    const auto config = read(
        "xmpp.allowed_domains = [\"Example.ORG.\"]\npush.allow = [\"Ntfy.Example.org\", \"::1\", \"[FD00::1]\"]\n"
        "[xmpp.domains.\"Example.ORG\"]\nhost = \"XMPP.example.org\"");
    QVERIFY(config);
    QCOMPARE(config->xmpp.allowedDomains, QStringList(u"example.org"_s));
    QCOMPARE(config->push.allow, QStringList({u"ntfy.example.org"_s, u"::1"_s, u"fd00::1"_s}));
    QCOMPARE(config->xmpp.domains.keys(), QStringList(u"example.org"_s));
    QCOMPARE(config->xmpp.domains[u"example.org"_s].host, u"xmpp.example.org"_s);
}

void ConfigTest::reportsRiskySettings_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("begin");
    QTest::newRow("a JID is enough, here") << QByteArray("compat.auth = \"jid\"") << u"compat.auth is \"jid\""_s;
    QTest::newRow("a JID is enough, from anywhere")
        << QByteArray("compat.auth = \"jid\"\nhttp.listen = \"0.0.0.0:1\"") << u"DANGER: compat.auth"_s;
    QTest::newRow("passwords in URLs") << QByteArray("compat.password_in_query = \"always\"")
                                       << u"compat.password_in_query"_s;
    QTest::newRow("no TLS") << QByteArray("xmpp.tls = \"off\"") << u"xmpp.tls is"_s;
    QTest::newRow("any certificate") << QByteArray("xmpp.verify_certificates = false") << u"xmpp.verify_certificates"_s;
}

void ConfigTest::reportsRiskySettings()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, begin);
    const auto config = read(content);
    QVERIFY(config);
    QCOMPARE(config->warnings.size(), 1);
    QVERIFY2(config->warnings.first().startsWith(begin), qPrintable(config->warnings.first()));
}

void ConfigTest::defaultsAreNotRisky()
{
    const auto config = readConfig({});
    QVERIFY(config);
    QCOMPARE(described(*config), described(Config()));
    QCOMPARE(config->warnings, QStringList());
    QVERIFY(config->http.address.isLoopback());
}

void ConfigTest::sampleEqualsTheDefaults()
{
    const auto config = readConfig(samplePath);
    QVERIFY2(config, qPrintable(config ? QString() : config.error().join(u'\n')));
    QCOMPARE(described(*config), described(Config()));
}

void ConfigTest::sampleListsEveryKeyOnce()
{
    static const QRegularExpression line(u"^#?(?:\\[(.+)\\]|([a-z_]+) = .*)$"_s);
    QStringList found;
    QString table;
    for (const QByteArray &text : contentOf(samplePath).split('\n')) {
        const auto match = line.match(QString::fromUtf8(text));
        if (match.hasCaptured(1))
            table = match.captured(1).replace(u"\"example.org\""_s, u"*"_s);
        else if (match.hasMatch())
            found += table + u'.' + match.captured(2);
    }
    QStringList known = configKeys();
    found.sort();
    known.sort();
    QCOMPARE(found, known);
}

void ConfigTest::sampleKeysWithoutDefaultAreValid()
{
    static const QRegularExpression disabled(u"^#(?=[a-z\\[])"_s, QRegularExpression::MultilineOption);
    write(certificate, u"ca.pem"_s);
    const auto files = Test::CertificateAuthority(m_dir->path()).issue(u"chat.example.org"_s);
    QVERIFY(QFile::rename(files.certificate, m_dir->filePath(u"fullchain.pem"_s)));
    QVERIFY(QFile::rename(files.key, m_dir->filePath(u"privkey.pem"_s)));
    const auto config = read(QString::fromUtf8(contentOf(samplePath)).remove(disabled).toUtf8());
    QVERIFY2(config, qPrintable(config ? QString() : config.error().join(u'\n')));
    QVERIFY(config->http.tls);
    QCOMPARE(config->http.publicUrl, QUrl(u"https://chat.example.org/"_s));
    QCOMPARE(config->xmpp.caCertificates.size(), 1);
    QCOMPARE(config->xmpp.domains.size(), 1);
}

void ConfigTest::publicUrlIsTheDefaultPushContact_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("contact");
    QTest::newRow("neither") << QByteArray() << QString();
    QTest::newRow("https") << QByteArray("http.public_url = \"https://chat.example.org/jabber/\"")
                           << u"https://chat.example.org/jabber/"_s;
    QTest::newRow("http") << QByteArray("http.public_url = \"http://chat.example.org/\"") << QString();
    QTest::newRow("both") << QByteArray("http.public_url = \"https://chat.example.org/\"\n"
                                        "push.contact = \"mailto:admin@example.org\"")
                          << u"mailto:admin@example.org"_s;
}

void ConfigTest::publicUrlIsTheDefaultPushContact()
{
    QFETCH(QByteArray, toml);
    const auto config = read(toml);
    QVERIFY(config);
    QTEST(config->push.contact, "contact");
}

QTEST_GUILESS_MAIN(ConfigTest)
#include "tst_config.moc"
