<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>WebJabber::CommandLine</name>
    <message>
        <source>Read this TOML file. Without it: %1 if it is there, else the built-in defaults.</source>
        <translation>Diese TOML-Datei lesen. Ohne sie: %1, falls vorhanden, sonst die eingebauten Vorgaben.</translation>
    </message>
    <message>
        <source>Say what is wrong with the configuration, or that it is good, and end.</source>
        <translation>Sagen, was an der Konfiguration falsch ist oder dass sie gut ist, und enden.</translation>
    </message>
    <message>
        <source>Serve HTTP here, such as 127.0.0.1:8080 or [::1]:8080. Port 0 takes any free port.</source>
        <translation>HTTP hier anbieten, etwa 127.0.0.1:8080 oder [::1]:8080. Port 0 nimmt einen freien.</translation>
    </message>
    <message>
        <source>Serve the operator&apos;s API on this UNIX socket.</source>
        <translation>Die Schnittstelle für den Betreiber auf diesem UNIX-Socket anbieten.</translation>
    </message>
    <message>
        <source>Keep the database here.</source>
        <translation>Die Datenbank hier aufbewahren.</translation>
    </message>
    <message>
        <source>What to log, as Qt logging rules, such as &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</source>
        <translation>Was protokolliert wird, als Qt-Regeln wie &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</translation>
    </message>
    <message>
        <source>Print the versions of webjabberd and its libraries.</source>
        <translation>Die Versionen von webjabberd und seinen Bibliotheken ausgeben.</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>Diesen Text ausgeben.</translation>
    </message>
    <message>
        <source>Try &apos;webjabberd --help&apos;.</source>
        <translation>Siehe &apos;webjabberd --help&apos;.</translation>
    </message>
    <message>
        <source>Usage: webjabberd [options]</source>
        <translation>Aufruf: webjabberd [Optionen]</translation>
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
        <translation>
Eine Option zählt mehr als die Konfigurationsdatei.

Exitcodes:
  0  beendet wie verlangt
  1  im Lauf gescheitert
  2  falsche Argumente oder Konfiguration
  3  Adresse belegt, oder der Verwaltungs-Socket ist nicht brauchbar
  4  Datenbank unbrauchbar, oder von einer neueren Version geschrieben

Signale:
  SIGTERM, SIGINT  sauber enden, binnen 10 Sekunden; ein zweites sofort
  SIGHUP           die Konfigurationsdatei neu lesen

Dateien:
  /etc/webjabber/webjabber.toml  Konfiguration
  /var/lib/webjabber             Datenbank
  /run/webjabber/admin.sock      die Schnittstelle für den Betreiber

Beispiel:
  webjabberd --config webjabber.toml --check-config
  webjabberd --config webjabber.toml --listen 127.0.0.1:8080
</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 braucht einen Wert.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option; webjabberd takes nothing else.</source>
        <translation>&apos;%1&apos; ist keine Option; etwas anderes nimmt webjabberd nicht.</translation>
    </message>
    <message>
        <source>--listen: &apos;%1&apos; is not an address and a port, such as 127.0.0.1:8080 or [::1]:8080.</source>
        <translation>--listen: &apos;%1&apos; ist keine Adresse mit Port wie 127.0.0.1:8080 oder [::1]:8080.</translation>
    </message>
    <message>
        <source>--log-rules: &apos;%1&apos; are not logging rules, such as webjabber.session.debug=true.</source>
        <translation>--log-rules: &apos;%1&apos; sind keine Protokollregeln wie webjabber.session.debug=true.</translation>
    </message>
    <message>
        <source>Keeps XMPP sessions for phones and web pages and offers them over plain HTTP.
When a message arrives and nobody is looking, it calls the user&apos;s push endpoint.</source>
        <translation>Hält XMPP-Sitzungen für Telefone und Webseiten und bietet sie über einfaches HTTP an.
Kommt eine Nachricht und niemand schaut hin, ruft es den Push-Endpunkt des Benutzers.</translation>
    </message>
    <message>
        <source>
Environment:
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot; (default), or &quot;qt&quot;: the event loop of Qt,
                              which costs more with each connection
</source>
        <translation>
Umgebung:
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot;, die Voreinstellung, oder &quot;qt&quot;: die
                              Ereignisschleife von Qt, die mit jeder Verbindung
                              mehr kostet
</translation>
    </message>
</context>
<context>
    <name>WebJabber::Config</name>
    <message>
        <source>a readable PEM file (%1: %2)</source>
        <translation>eine lesbare PEM-Datei (%1: %2)</translation>
    </message>
    <message>
        <source>a PEM file with one or more certificates, all of them whole</source>
        <translation>eine PEM-Datei mit einem oder mehreren Zertifikaten, alle vollständig</translation>
    </message>
    <message>
        <source>a host name or an address</source>
        <translation>ein Rechnername oder eine Adresse</translation>
    </message>
    <message>
        <source>a table for each domain, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>eine Tabelle je Domain, etwa [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>a domain name, each only once</source>
        <translation>ein Domainname, jeder nur einmal</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>eine Tabelle</translation>
    </message>
    <message>
        <source>a domain in quotes, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>eine Domain in Anführungszeichen, etwa [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>an address and a port, such as &quot;127.0.0.1:8080&quot; or &quot;[::1]:8080&quot;</source>
        <translation>eine Adresse und ein Port, etwa &quot;127.0.0.1:8080&quot; oder &quot;[::1]:8080&quot;</translation>
    </message>
    <message>
        <source>an origin as browsers send it, such as &quot;https://example.org&quot; (lower case, no path, no slash at the end)</source>
        <translation>ein Ursprung, wie Browser ihn senden, etwa &quot;https://example.org&quot; (klein, ohne Pfad, ohne Schrägstrich am Ende)</translation>
    </message>
    <message>
        <source>a web address, such as &quot;https://example.org/&quot;</source>
        <translation>eine Webadresse, etwa &quot;https://example.org/&quot;</translation>
    </message>
    <message>
        <source>a domain name</source>
        <translation>ein Domainname</translation>
    </message>
    <message>
        <source>a host name or an address, without a port</source>
        <translation>ein Rechnername oder eine Adresse, ohne Port</translation>
    </message>
    <message>
        <source>a group, by name or number</source>
        <translation>eine Gruppe, mit Namen oder Nummer</translation>
    </message>
    <message>
        <source>logging rules, such as &quot;webjabber.session.debug=true&quot;</source>
        <translation>Protokollregeln, etwa &quot;webjabber.session.debug=true&quot;</translation>
    </message>
    <message>
        <source>compat.auth is &quot;jid&quot;: whoever uses this machine and knows a JID can read its messages and send in its name</source>
        <translation>compat.auth ist &quot;jid&quot;: Wer diesen Rechner benutzt und eine JID kennt, kann ihre Nachrichten lesen und in ihrem Namen senden</translation>
    </message>
    <message>
        <source>DANGER: compat.auth is &quot;jid&quot; and http.listen is %1, which other machines reach: ANYONE who knows a JID can read its messages and send in its name. Set compat.auth to &quot;token&quot;, or listen on 127.0.0.1 only</source>
        <translation>GEFAHR: compat.auth ist &quot;jid&quot; und http.listen ist %1, von anderen Rechnern erreichbar: JEDER, der eine JID kennt, kann ihre Nachrichten lesen und in ihrem Namen senden. Setzen Sie compat.auth auf &quot;token&quot; oder lauschen Sie nur auf 127.0.0.1</translation>
    </message>
    <message>
        <source>compat.password_in_query is &quot;always&quot;: proxies and browser histories will keep passwords</source>
        <translation>compat.password_in_query ist &quot;always&quot;: Proxys und Browserverläufe werden Passwörter aufbewahren</translation>
    </message>
    <message>
        <source>xmpp.tls is &quot;off&quot;: passwords and messages reach XMPP servers in the clear</source>
        <translation>xmpp.tls ist &quot;off&quot;: Passwörter und Nachrichten gehen unverschlüsselt an XMPP-Server</translation>
    </message>
    <message>
        <source>xmpp.verify_certificates is false: anyone on the way can pose as an XMPP server and take passwords</source>
        <translation>xmpp.verify_certificates ist false: Jeder auf dem Weg kann sich als XMPP-Server ausgeben und Passwörter abgreifen</translation>
    </message>
    <message>
        <source>a list of minutes, each a whole number from 1 to %1</source>
        <translation>eine Liste von Minuten, jede eine ganze Zahl von 1 bis %1</translation>
    </message>
    <message>
        <source>a list of ports, each a whole number from 1 to %1</source>
        <translation>eine Liste von Ports, jeder eine ganze Zahl von 1 bis %1</translation>
    </message>
    <message>
        <source>a mailto: or https: URL, such as &quot;mailto:admin@example.org&quot;</source>
        <translation>eine mailto:- oder https:-URL, etwa „mailto:admin@example.org“</translation>
    </message>
    <message>
        <source>an address or a network, such as &quot;192.0.2.1&quot; or &quot;10.0.0.0/8&quot;</source>
        <translation>eine Adresse oder ein Netz, zum Beispiel „192.0.2.1“ oder „10.0.0.0/8“</translation>
    </message>
    <message>
        <source>http.certificate and http.key go together, and one of them is missing</source>
        <translation>http.certificate und http.key gehören zusammen, und eins davon fehlt</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConfigReader</name>
    <message>
        <source>one of %1</source>
        <translation>eines von %1</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>eine Tabelle</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a date or time</source>
        <translation>ein Datum oder eine Uhrzeit</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2</source>
        <translation>%1: nicht lesbar: %2</translation>
    </message>
    <message>
        <source>%1: expected %2, found %3</source>
        <translation>%1: erwartet wird %2, gefunden wurde %3</translation>
    </message>
    <message>
        <source>%1: there is no such key</source>
        <translation>%1: diesen Schlüssel gibt es nicht</translation>
    </message>
    <message>
        <source>%1: there is no such key; did you mean %2?</source>
        <translation>%1: diesen Schlüssel gibt es nicht; war %2 gemeint?</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>eine ganze Zahl von %1 bis %2</translation>
    </message>
    <message>
        <source>a list, each element %1</source>
        <translation>eine Liste, jedes Element %1</translation>
    </message>
    <message>
        <source>a path</source>
        <translation>ein Pfad</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConnectionBar</name>
    <message>
        <source>Admin socket</source>
        <translation>Verwaltungs-Socket</translation>
    </message>
    <message>
        <source>&amp;Socket:</source>
        <translation>&amp;Socket:</translation>
    </message>
    <message>
        <source>C&amp;onnect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>There is no socket %1. Start webjabberd, or choose the socket that its configuration names ([admin] socket).</source>
        <translation>Es gibt keinen Socket %1. Starten Sie webjabberd, oder wählen Sie den Socket aus seiner Konfiguration ([admin] socket).</translation>
    </message>
    <message>
        <source>No daemon listens on %1. It was left behind: start webjabberd again.</source>
        <translation>Auf %1 lauscht kein Dienst. Die Datei ist übrig geblieben: Starten Sie webjabberd neu.</translation>
    </message>
    <message>
        <source>You may not use %1. Become a member of the group it belongs to ([admin] group), sign in again, and start the console once more.</source>
        <translation>Sie dürfen %1 nicht benutzen. Werden Sie Mitglied seiner Gruppe ([admin] group), melden Sie sich neu an und starten Sie die Konsole noch einmal.</translation>
    </message>
    <message>
        <source>The daemon has as many clients as it takes. Close another console or script.</source>
        <translation>Der Dienst hat so viele Clients, wie er annimmt. Schließen Sie eine andere Konsole oder ein Skript.</translation>
    </message>
    <message>
        <source>The daemon on %1 is of another version than this console. Install the same version of both, and connect again.</source>
        <translation>Der Dienst auf %1 hat eine andere Version als diese Konsole. Installieren Sie von beiden dieselbe, und verbinden Sie erneut.</translation>
    </message>
    <message>
        <source>The daemon is away. What you see is the last it said; the console goes on trying.</source>
        <translation>Der Dienst ist weg. Sie sehen, was er zuletzt sagte; die Konsole versucht es weiter.</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>verbindet …</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConsoleMain</name>
    <message>
        <source>webjabber-console: there is no translation “%1”.</source>
        <translation>webjabber-console: Es gibt keine Übersetzung „%1“.</translation>
    </message>
    <message>
        <source>Shows what a webjabberd on this machine does: its sessions, queues, pushes, stanzas and log.</source>
        <translation>Zeigt, was ein webjabberd auf diesem Rechner tut: Sitzungen, Warteschlangen, Pushes, Stanzas und Protokoll.</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>Diesen Text ausgeben.</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>Die Version ausgeben.</translation>
    </message>
    <message>
        <source>The daemon&apos;s admin socket. Without it: the one used last.</source>
        <translation>Der Verwaltungs-Socket des Dienstes. Ohne Angabe: der zuletzt benutzte.</translation>
    </message>
    <message>
        <source>The language to speak, such as es or pt_BR, in place of the system&apos;s.</source>
        <translation>Die Sprache, etwa es oder pt_BR, statt der des Systems.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option.</source>
        <translation>&apos;%1&apos; ist keine Option.</translation>
    </message>
    <message>
        <source>Try &apos;webjabber-console --help&apos;.</source>
        <translation>Siehe &apos;webjabber-console --help&apos;.</translation>
    </message>
    <message>
        <source>Usage: webjabber-console [options]</source>
        <translation>Aufruf: webjabber-console [Optionen]</translation>
    </message>
    <message>
        <source>Print the sessions, one on a line, and end; needs no screen.</source>
        <translation>Die Sitzungen ausgeben, eine je Zeile, und enden; braucht keinen Bildschirm.</translation>
    </message>
</context>
<context>
    <name>WebJabber::DevicesModel</name>
    <message>
        <source>2012 client</source>
        <translation>2012er-Client</translation>
    </message>
    <message>
        <source>v1 client</source>
        <translation>v1-Client</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>Gelesen bis</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
</context>
<context>
    <name>WebJabber::EventsModel</name>
    <message>
        <source>received</source>
        <translation>empfangen</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>Empfangsbestätigung</translation>
    </message>
    <message>
        <source>read marker</source>
        <translation>Lesemarke</translation>
    </message>
    <message>
        <source>contact request</source>
        <translation>Kontaktanfrage</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>WebJabber::LinesPane</name>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>The line selected, in full</source>
        <translation>Die gewählte Zeile, vollständig</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the lines shown</source>
        <translation>Die gezeigten Zeilen speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 konnte nicht geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>WebJabber::LogModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>Fehlersuche</translation>
    </message>
    <message>
        <source>information</source>
        <translation>Information</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
</context>
<context>
    <name>WebJabber::LogPage</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln Zeile kam zu schnell und wird nicht gezeigt.</numerusform>
            <numerusform>%Ln Zeilen kamen zu schnell und werden nicht gezeigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The least that is logged</source>
        <translation>Was mindestens protokolliert wird</translation>
    </message>
</context>
<context>
    <name>WebJabber::MainWindow</name>
    <message>
        <source>WebJabber console</source>
        <translation>WebJabber-Konsole</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>WebJabber::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>What needs a person</source>
        <translation>Was einen Menschen braucht</translation>
    </message>
    <message>
        <source>Messages per second</source>
        <translation>Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>Pushes per second</source>
        <translation>Pushes je Sekunde</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Daemon</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>Läuft seit</translation>
    </message>
    <message>
        <source>Serves HTTP at</source>
        <translation>HTTP unter</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Event loop is late by</source>
        <translation>Verspätung der Ereignisschleife</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Last commit took</source>
        <translation>Letztes Schreiben dauerte</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Neuverbindungen</translation>
    </message>
    <message>
        <source>Consoles and scripts</source>
        <translation>Konsolen und Skripte</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 (at most %2 in the last minute)</source>
        <translation>%1 (höchstens %2 in der letzten Minute)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln account(s) cannot sign in: the XMPP server refuses their passwords.</source>
        <translation>
            <numerusform>%Ln Konto kann sich nicht anmelden: Der XMPP-Server weist sein Passwort ab.</numerusform>
            <numerusform>%Ln Konten können sich nicht anmelden: Der XMPP-Server weist ihre Passwörter ab.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The daemon was busy for %Ln millisecond(s) without a pause: everybody waited.</source>
        <translation>
            <numerusform>Der Dienst war %Ln Millisekunde ohne Pause beschäftigt: Alle warteten.</numerusform>
            <numerusform>Der Dienst war %Ln Millisekunden ohne Pause beschäftigt: Alle warteten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln more file(s) can be opened: raise the limit (LimitNOFILE).</source>
        <translation>
            <numerusform>Nur noch %Ln Datei kann geöffnet werden: Erhöhen Sie die Grenze (LimitNOFILE).</numerusform>
            <numerusform>Nur noch %Ln Dateien können geöffnet werden: Erhöhen Sie die Grenze (LimitNOFILE).</numerusform>
        </translation>
    </message>
    <message>
        <source>The configuration is risky: %1</source>
        <translation>Die Konfiguration ist riskant: %1</translation>
    </message>
    <message>
        <source>Nothing: all is well.</source>
        <translation>Nichts: Alles ist gut.</translation>
    </message>
    <message>
        <source>The database takes nothing, and so no message is accepted: look at the disk and at the log.</source>
        <translation>Die Datenbank nimmt nichts an, und so wird keine Nachricht angenommen: Sehen Sie nach der Festplatte und ins Protokoll.</translation>
    </message>
</context>
<context>
    <name>WebJabber::Page</name>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesModel</name>
    <message>
        <source>working</source>
        <translation>geht</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>versucht es wieder</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>kaputt</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Fehlversuche</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>Last status</source>
        <translation>Letzter Status</translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesPage</name>
    <message>
        <source>Pushes</source>
        <translation>Pushes</translation>
    </message>
    <message>
        <source>Push subscriptions</source>
        <translation>Push-Abonnements</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>&amp;Jetzt versuchen</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen …</translation>
    </message>
    <message>
        <source>Delete this push subscription of %1? Its device hears of news only when it asks.</source>
        <translation>Dieses Push-Abonnement von %1 löschen? Das Gerät erfährt Neues dann nur, wenn es fragt.</translation>
    </message>
</context>
<context>
    <name>WebJabber::QueuesModel</name>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Ältestes</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>Zu senden</translation>
    </message>
</context>
<context>
    <name>WebJabber::QueuesPage</name>
    <message>
        <source>Queues</source>
        <translation>Warteschlangen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Show &amp;texts…</source>
        <translation>&amp;Texte zeigen …</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern …</translation>
    </message>
    <message>
        <source>Select a queue to see what is in it.</source>
        <translation>Wählen Sie eine Warteschlange, um zu sehen, was darin ist.</translation>
    </message>
    <message>
        <source>Show the texts of the messages kept for %1? The daemon records in its audit log that you did.</source>
        <translation>Die Texte der für %1 aufbewahrten Nachrichten zeigen? Der Dienst vermerkt in seinem Prüfprotokoll, dass Sie das taten.</translation>
    </message>
    <message>
        <source>Save the queue</source>
        <translation>Die Warteschlange speichern</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 konnte nicht geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesChart</name>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesModel</name>
    <message>
        <source>Messages received</source>
        <translation>Empfangene Nachrichten</translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation>Gesendete Nachrichten</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>Pushes</translation>
    </message>
    <message>
        <source>Pushes that failed</source>
        <translation>Fehlgeschlagene Pushes</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsModel</name>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Zuletzt aktiv</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Neuverbindungen</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>&amp;Neu verbinden</translation>
    </message>
    <message>
        <source>Sign &amp;out…</source>
        <translation>Ab&amp;melden …</translation>
    </message>
    <message>
        <source>Select a session to see more of it.</source>
        <translation>Wählen Sie eine Sitzung, um mehr zu sehen.</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Server: %1</translation>
    </message>
    <message>
        <source>Last activity: %1</source>
        <translation>Zuletzt aktiv: %1</translation>
    </message>
    <message>
        <source>Last error: %1</source>
        <translation>Letzter Fehler: %1</translation>
    </message>
    <message>
        <source>Sign %1 out? All its devices lose their access, and the messages kept for them are deleted.</source>
        <translation>%1 abmelden? Alle Geräte verlieren den Zugang, und die für sie aufbewahrten Nachrichten werden gelöscht.</translation>
    </message>
</context>
<context>
    <name>WebJabber::TablePane</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln row(s)</source>
        <translation>
            <numerusform>%1 von %Ln Zeile</numerusform>
            <numerusform>%1 von %Ln Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TlsIdentity</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 holds no certificate, or a broken one</source>
        <translation>%1 enthält kein Zertifikat oder ein beschädigtes</translation>
    </message>
    <message>
        <source>%1 holds no private key, or one with a passphrase</source>
        <translation>%1 enthält keinen privaten Schlüssel oder einen mit Passwort</translation>
    </message>
    <message>
        <source>the key in %1 is not that of the certificate in %2</source>
        <translation>der Schlüssel in %1 ist nicht der des Zertifikats in %2</translation>
    </message>
</context>
<context>
    <name>WebJabber::TraceModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Stanza</source>
        <translation>Stanza</translation>
    </message>
    <message>
        <source>received</source>
        <translation>empfangen</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
</context>
<context>
    <name>WebJabber::TracePage</name>
    <message>
        <source>Trace</source>
        <translation>Mitschnitt</translation>
    </message>
    <message>
        <source>Stanzas</source>
        <translation>Stanzas</translation>
    </message>
    <message>
        <source>JID, or nothing for all</source>
        <translation>JID, oder leer für alle</translation>
    </message>
    <message>
        <source>Whose stanzas to show</source>
        <translation>Wessen Stanzas gezeigt werden</translation>
    </message>
    <message>
        <source>The daemon records in its audit log that you look.</source>
        <translation>Der Dienst vermerkt in seinem Prüfprotokoll, dass Sie zusehen.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>S&amp;tart</translation>
    </message>
    <message>
        <source>“%1” is not a JID.</source>
        <translation>„%1“ ist keine JID.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln stanza(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln Stanza kam zu schnell und wird nicht gezeigt.</numerusform>
            <numerusform>%Ln Stanzas kamen zu schnell und werden nicht gezeigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The daemon allows no trace at the moment; its log says why.</source>
        <translation>Der Dienst lässt im Augenblick keinen Mitschnitt zu; sein Protokoll sagt, warum.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>built-in defaults</source>
        <translation>eingebaute Vorgaben</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
    <message>
        <source>WEBJABBER_EVENT_DISPATCHER must be epoll or qt.</source>
        <translation>WEBJABBER_EVENT_DISPATCHER muss epoll oder qt sein.</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>name@example.org</source>
        <extracomment>an example of an XMPP address; keep the @</extracomment>
        <translation>name@example.org</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Remember this device</source>
        <translation>Dieses Gerät merken</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmeldung läuft …</translation>
    </message>
    <message>
        <source>Sign in with your XMPP (Jabber) account.</source>
        <translation>Melden Sie sich mit Ihrem XMPP-Konto (Jabber) an.</translation>
    </message>
    <message>
        <source>Your password is sent to this gateway, and never kept in this browser.</source>
        <translation>Ihr Passwort wird an dieses Gateway gesendet und nie in diesem Browser gespeichert.</translation>
    </message>
    <message>
        <source>Forget what is stored here of %1</source>
        <extracomment>%1 is an address</extracomment>
        <translation>Hier gespeicherte Daten von %1 löschen</translation>
    </message>
    <message>
        <source>You were signed out. What this device has received is still here: sign in to go on.</source>
        <translation>Sie wurden abgemeldet. Was dieses Gerät empfangen hat, ist noch hier: Melden Sie sich an, um fortzufahren.</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>Kontakt hinzufügen</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>of a person</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>wants to see when you are online</source>
        <extracomment>follows an address: name@example.org wants ...</extracomment>
        <translation>möchte sehen, wann Sie online sind</translation>
    </message>
    <message>
        <source>No contacts yet. Add the address of somebody you know.</source>
        <translation>Noch keine Kontakte. Fügen Sie die Adresse von jemandem hinzu, den Sie kennen.</translation>
    </message>
    <message>
        <source>You: %1</source>
        <extracomment>the newest message of a conversation, written by oneself; %1 is its text</extracomment>
        <translation>Ich: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n ungelesene Nachricht</numerusform>
            <numerusform>%n ungelesene Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>Wartet auf Bestätigung</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Verfügbarkeit</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Free to chat</source>
        <translation>Bereit zum Chatten</translation>
    </message>
    <message>
        <source>Away</source>
        <extracomment>of a person</extracomment>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Away for long</source>
        <translation>Länger abwesend</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Ich</translation>
    </message>
    <message>
        <source>Status text</source>
        <translation>Statustext</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Your browser forbids notifications for this page. You can change that in its settings.</source>
        <translation>Ihr Browser blockiert Benachrichtigungen dieser Seite. Das können Sie in seinen Einstellungen ändern.</translation>
    </message>
    <message>
        <source>No push service answers this browser: you are notified only while this page is open.</source>
        <translation>Kein Push-Dienst antwortet diesem Browser: Sie werden nur benachrichtigt, solange diese Seite geöffnet ist.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>Überall abmelden</translation>
    </message>
    <message>
        <source>Sign out? What this device has stored is deleted.</source>
        <translation>Abmelden? Was dieses Gerät gespeichert hat, wird gelöscht.</translation>
    </message>
    <message>
        <source>Sign out on all devices? Messages that are waiting, on the gateway and here, are deleted.</source>
        <translation>Auf allen Geräten abmelden? Wartende Nachrichten, auf dem Gateway und hier, werden gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not sent yet will be lost.</source>
        <translation>
            <numerusform>%n noch nicht gesendete Nachricht geht verloren.</numerusform>
            <numerusform>%n noch nicht gesendete Nachrichten gehen verloren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Contact options</source>
        <translation>Kontaktoptionen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Remove contact</source>
        <translation>Kontakt entfernen</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>Chat löschen</translation>
    </message>
    <message>
        <source>%1 leaves your contacts, and the conversation on this device is deleted.</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 wird aus Ihren Kontakten entfernt, und der Chat auf diesem Gerät wird gelöscht.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>To the newest messages</source>
        <extracomment>a button that scrolls down</extracomment>
        <translation>Zu den neuesten Nachrichten</translation>
    </message>
    <message>
        <source>Choose a contact to read and write.</source>
        <translation>Wählen Sie einen Kontakt, um zu lesen und zu schreiben.</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>Noch keine Nachrichten.</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 schreibt …</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Older messages are no longer on the gateway. Some may be missing here.</source>
        <translation>Ältere Nachrichten sind nicht mehr auf dem Gateway. Hier fehlen vielleicht einige.</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>Wartet auf das Netz</translation>
    </message>
    <message>
        <source>Waiting for your server</source>
        <translation>Wartet auf Ihren Server</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Read</source>
        <extracomment>of a message: it has been read</extracomment>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindet …</translation>
    </message>
    <message>
        <source>No connection. What you write is sent later.</source>
        <translation>Keine Verbindung. Was Sie schreiben, wird später gesendet.</translation>
    </message>
    <message>
        <source>Your XMPP server is away. What you write is sent later.</source>
        <translation>Ihr XMPP-Server ist gerade nicht da. Was Sie schreiben, wird später gesendet.</translation>
    </message>
    <message>
        <source>Your XMPP server no longer accepts the password. Sign out, and sign in again.</source>
        <translation>Ihr XMPP-Server nimmt das Passwort nicht mehr an. Melden Sie sich ab und wieder an.</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message>
        <source>Notifications work.</source>
        <translation>Benachrichtigungen funktionieren.</translation>
    </message>
    <message>
        <source>There is no connection to the gateway.</source>
        <translation>Es besteht keine Verbindung zum Gateway.</translation>
    </message>
    <message>
        <source>This is not an address. It looks like name@example.org.</source>
        <translation>Das ist keine Adresse. Eine Adresse sieht so aus: name@example.org.</translation>
    </message>
    <message>
        <source>The address or the password is wrong.</source>
        <translation>Die Adresse oder das Passwort ist falsch.</translation>
    </message>
    <message>
        <source>This gateway does not connect to that server.</source>
        <translation>Dieses Gateway verbindet sich nicht mit diesem Server.</translation>
    </message>
    <message>
        <source>That XMPP server cannot be reached.</source>
        <translation>Dieser XMPP-Server ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>That XMPP server refused the request.</source>
        <translation>Dieser XMPP-Server hat die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>That XMPP server does not answer.</source>
        <translation>Dieser XMPP-Server antwortet nicht.</translation>
    </message>
    <message>
        <source>This text is too long.</source>
        <translation>Dieser Text ist zu lang.</translation>
    </message>
    <message>
        <source>Too many tries. Wait a little.</source>
        <translation>Zu viele Versuche. Warten Sie ein wenig.</translation>
    </message>
    <message>
        <source>The gateway cannot store anything now. Try again later.</source>
        <translation>Das Gateway kann gerade nichts speichern. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>This did not work: %1</source>
        <extracomment>%1 is a technical text, in English</extracomment>
        <translation>Das hat nicht geklappt: %1</translation>
    </message>
    <message>
        <source>This browser lets the page store nothing. WebJabber needs that.</source>
        <translation>Dieser Browser lässt die Seite nichts speichern. WebJabber ist darauf angewiesen.</translation>
    </message>
    <message>
        <source>The conversation with %1 is deleted on this device.</source>
        <extracomment>%1 is an address</extracomment>
        <translation>Die Unterhaltung mit %1 wird auf diesem Gerät gelöscht.</translation>
    </message>
</context>
</TS>
