<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG">
<context>
    <name>WebJabber::CommandLine</name>
    <message>
        <source>Read this TOML file. Without it: %1 if it is there, else the built-in defaults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what is wrong with the configuration, or that it is good, and end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serve HTTP here, such as 127.0.0.1:8080 or [::1]:8080. Port 0 takes any free port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serve the operator&apos;s API on this UNIX socket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the database here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to log, as Qt logging rules, such as &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the versions of webjabberd and its libraries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try &apos;webjabberd --help&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage: webjabberd [options]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
An option counts more than the configuration file.

Exit codes:
  0  stopped as asked
  1  failed while running
  2  bad arguments or configuration
  3  address in use, or the admin socket is not usable
  4  database unusable, or written by a newer version

Signals:
  SIGTERM, SIGINT  stop cleanly, within 10 seconds; a second one stops at once
  SIGHUP           read the configuration file again

Files:
  /etc/webjabber/webjabber.toml  configuration
  /var/lib/webjabber             database
  /run/webjabber/admin.sock      the operator&apos;s API

Example:
  webjabberd --config webjabber.toml --check-config
  webjabberd --config webjabber.toml --listen 127.0.0.1:8080
</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option; webjabberd takes nothing else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--listen: &apos;%1&apos; is not an address and a port, such as 127.0.0.1:8080 or [::1]:8080.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--log-rules: &apos;%1&apos; are not logging rules, such as webjabber.session.debug=true.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps XMPP sessions for phones and web pages and offers them over plain HTTP.
When a message arrives and nobody is looking, it calls the user&apos;s push endpoint.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::Config</name>
    <message>
        <source>a path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a readable PEM file (%1: %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PEM file with one or more certificates, all of them whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a host name or an address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a table for each domain, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a domain name, each only once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a domain in quotes, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an address and a port, such as &quot;127.0.0.1:8080&quot; or &quot;[::1]:8080&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an origin as browsers send it, such as &quot;https://example.org&quot; (lower case, no path, no slash at the end)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a web address, such as &quot;https://example.org/&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a domain name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a host name or an address, without a port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a group, by name or number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>logging rules, such as &quot;webjabber.session.debug=true&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compat.auth is &quot;jid&quot;: whoever uses this machine and knows a JID can read its messages and send in its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DANGER: compat.auth is &quot;jid&quot; and http.listen is %1, which other machines reach: ANYONE who knows a JID can read its messages and send in its name. Set compat.auth to &quot;token&quot;, or listen on 127.0.0.1 only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compat.password_in_query is &quot;always&quot;: proxies and browser histories will keep passwords</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>xmpp.tls is &quot;off&quot;: passwords and messages reach XMPP servers in the clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>xmpp.verify_certificates is false: anyone on the way can pose as an XMPP server and take passwords</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::ConfigReader</name>
    <message>
        <source>one of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a date or time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cannot be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: expected %2, found %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: there is no such key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: there is no such key; did you mean %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list, each element %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::ConnectionBar</name>
    <message>
        <source>Admin socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Socket:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;onnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no socket %1. Start webjabberd, or choose the socket that its configuration names ([admin] socket).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No daemon listens on %1. It was left behind: start webjabberd again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not use %1. Become a member of the group it belongs to ([admin] group), sign in again, and start the console once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The daemon has as many clients as it takes. Close another console or script.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The daemon on %1 is of another version than this console. Install the same version of both, and connect again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The daemon is away. What you see is the last it said; the console goes on trying.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::ConsoleMain</name>
    <message>
        <source>webjabber-console: there is no translation “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what a webjabberd on this machine does: its sessions, queues, pushes, stanzas and log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The daemon&apos;s admin socket. Without it: the one used last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language to speak, such as es or pt_BR, in place of the system&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try &apos;webjabber-console --help&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage: webjabber-console [options]</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::DevicesModel</name>
    <message>
        <source>2012 client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>v1 client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unread</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::EventsModel</name>
    <message>
        <source>received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contact request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::LinesPane</name>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line selected, in full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Save the lines shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::LogModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>debug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>information</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::LogPage</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is logged, and more important</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) came too fast and are not shown.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::MainWindow</name>
    <message>
        <source>WebJabber console</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What needs a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daemon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serves HTTP at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event loop is late by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last commit took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consoles and scripts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (at most %2 in the last minute)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) cannot sign in: the XMPP server refuses their passwords.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The daemon was busy for %n millisecond(s) without a pause: everybody waited.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %n more file(s) can be opened: raise the limit (LimitNOFILE).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The configuration is risky: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing: all is well.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::Page</name>
    <message>
        <source>What went wrong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesModel</name>
    <message>
        <source>working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retrying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last status</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesPage</name>
    <message>
        <source>Pushes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Push subscriptions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this push subscription of %1? Its device hears of news only when it asks.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::QueuesModel</name>
    <message>
        <source>JID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::QueuesPage</name>
    <message>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;texts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a queue to see what is in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the texts of the messages kept for %1? The daemon records in its audit log that you did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesChart</name>
    <message>
        <source>minutes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesModel</name>
    <message>
        <source>Messages received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes that failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsModel</name>
    <message>
        <source>online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last error</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign &amp;out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a session to see more of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last activity: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last error: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign %1 out? All its devices lose their access, and the messages kept for them are deleted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::TablePane</name>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n row(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TraceModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stanza</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebJabber::TracePage</name>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stanzas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JID, or nothing for all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose stanzas to show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The daemon records in its audit log that you look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a JID.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n stanza(s) came too fast and are not shown.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>built-in defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
