<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name>WebJabber::CommandLine</name>
    <message>
        <source>Read this TOML file. Without it: %1 if it is there, else the built-in defaults.</source>
        <translation>Lire ce fichier TOML. Sans lui : %1 s’il existe, sinon les valeurs par défaut.</translation>
    </message>
    <message>
        <source>Say what is wrong with the configuration, or that it is good, and end.</source>
        <translation>Dire ce qui ne va pas dans la configuration, ou qu’elle est bonne, puis terminer.</translation>
    </message>
    <message>
        <source>Serve HTTP here, such as 127.0.0.1:8080 or [::1]:8080. Port 0 takes any free port.</source>
        <translation>Servir HTTP ici, par exemple 127.0.0.1:8080 ou [::1]:8080. Le port 0 prend un port libre.</translation>
    </message>
    <message>
        <source>Serve the operator&apos;s API on this UNIX socket.</source>
        <translation>Servir l’API de l’opérateur sur ce socket UNIX.</translation>
    </message>
    <message>
        <source>Keep the database here.</source>
        <translation>Conserver ici la base de données.</translation>
    </message>
    <message>
        <source>What to log, as Qt logging rules, such as &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</source>
        <translation>Ce qu’il faut journaliser, en règles Qt, par exemple &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</translation>
    </message>
    <message>
        <source>Print the versions of webjabberd and its libraries.</source>
        <translation>Afficher les versions de webjabberd et de ses bibliothèques.</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>Afficher ce texte.</translation>
    </message>
    <message>
        <source>Try &apos;webjabberd --help&apos;.</source>
        <translation>Essayez &apos;webjabberd --help&apos;.</translation>
    </message>
    <message>
        <source>Usage: webjabberd [options]</source>
        <translation>Utilisation : webjabberd [options]</translation>
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
Une option compte plus que le fichier de configuration.

Codes de sortie :
  0  arrêté comme demandé
  1  échec en marche
  2  arguments ou configuration incorrects
  3  adresse occupée, ou socket d’administration inutilisable
  4  base de données inutilisable, ou écrite par une version plus récente

Signaux :
  SIGTERM, SIGINT  s’arrêter proprement, en 10 secondes ; un second, aussitôt
  SIGHUP           relire le fichier de configuration

Fichiers :
  /etc/webjabber/webjabber.toml  configuration
  /var/lib/webjabber             base de données
  /run/webjabber/admin.sock      l’API de l’opérateur

Exemple :
  webjabberd --config webjabber.toml --check-config
  webjabberd --config webjabber.toml --listen 127.0.0.1:8080
</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 demande une valeur.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option; webjabberd takes nothing else.</source>
        <translation>&apos;%1&apos; n’est pas une option ; webjabberd ne prend rien d’autre.</translation>
    </message>
    <message>
        <source>--listen: &apos;%1&apos; is not an address and a port, such as 127.0.0.1:8080 or [::1]:8080.</source>
        <translation>--listen : &apos;%1&apos; n’est pas une adresse et un port, comme 127.0.0.1:8080 ou [::1]:8080.</translation>
    </message>
    <message>
        <source>--log-rules: &apos;%1&apos; are not logging rules, such as webjabber.session.debug=true.</source>
        <translation>--log-rules : &apos;%1&apos; ne sont pas des règles de journal, comme webjabber.session.debug=true.</translation>
    </message>
    <message>
        <source>Keeps XMPP sessions for phones and web pages and offers them over plain HTTP.
When a message arrives and nobody is looking, it calls the user&apos;s push endpoint.</source>
        <translation>Tient des sessions XMPP pour téléphones et pages web et les offre en simple HTTP.
Quand un message arrive et que personne ne regarde, il appelle l’adresse push de l’utilisateur.</translation>
    </message>
    <message>
        <source>
Environment:
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot; (default), or &quot;qt&quot;: the event loop of Qt,
                              which costs more with each connection
</source>
        <translation>
Environnement :
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot;, par défaut, ou &quot;qt&quot; : la boucle
                              d&apos;événements de Qt, qui coûte plus à chaque
                              connexion
</translation>
    </message>
</context>
<context>
    <name>WebJabber::Config</name>
    <message>
        <source>a readable PEM file (%1: %2)</source>
        <translation>un fichier PEM lisible (%1 : %2)</translation>
    </message>
    <message>
        <source>a PEM file with one or more certificates, all of them whole</source>
        <translation>un fichier PEM avec un ou plusieurs certificats, tous entiers</translation>
    </message>
    <message>
        <source>a host name or an address</source>
        <translation>un nom d’hôte ou une adresse</translation>
    </message>
    <message>
        <source>a table for each domain, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>une table par domaine, comme [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>a domain name, each only once</source>
        <translation>un nom de domaine, chacun une seule fois</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>une table</translation>
    </message>
    <message>
        <source>a domain in quotes, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>un domaine entre guillemets, comme [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>an address and a port, such as &quot;127.0.0.1:8080&quot; or &quot;[::1]:8080&quot;</source>
        <translation>une adresse et un port, comme &quot;127.0.0.1:8080&quot; ou &quot;[::1]:8080&quot;</translation>
    </message>
    <message>
        <source>an origin as browsers send it, such as &quot;https://example.org&quot; (lower case, no path, no slash at the end)</source>
        <translation>une origine telle que les navigateurs l’envoient, comme &quot;https://example.org&quot; (minuscules, sans chemin ni barre finale)</translation>
    </message>
    <message>
        <source>a web address, such as &quot;https://example.org/&quot;</source>
        <translation>une adresse web, comme &quot;https://example.org/&quot;</translation>
    </message>
    <message>
        <source>a domain name</source>
        <translation>un nom de domaine</translation>
    </message>
    <message>
        <source>a host name or an address, without a port</source>
        <translation>un nom d’hôte ou une adresse, sans port</translation>
    </message>
    <message>
        <source>a group, by name or number</source>
        <translation>un groupe, par nom ou numéro</translation>
    </message>
    <message>
        <source>logging rules, such as &quot;webjabber.session.debug=true&quot;</source>
        <translation>des règles de journal, comme &quot;webjabber.session.debug=true&quot;</translation>
    </message>
    <message>
        <source>compat.auth is &quot;jid&quot;: whoever uses this machine and knows a JID can read its messages and send in its name</source>
        <translation>compat.auth vaut &quot;jid&quot; : quiconque utilise cette machine et connaît un JID peut lire ses messages et écrire en son nom</translation>
    </message>
    <message>
        <source>DANGER: compat.auth is &quot;jid&quot; and http.listen is %1, which other machines reach: ANYONE who knows a JID can read its messages and send in its name. Set compat.auth to &quot;token&quot;, or listen on 127.0.0.1 only</source>
        <translation>DANGER : compat.auth vaut &quot;jid&quot; et http.listen vaut %1, que d’autres machines atteignent : QUICONQUE connaît un JID peut lire ses messages et écrire en son nom. Mettez compat.auth à &quot;token&quot;, ou n’écoutez que sur 127.0.0.1</translation>
    </message>
    <message>
        <source>compat.password_in_query is &quot;always&quot;: proxies and browser histories will keep passwords</source>
        <translation>compat.password_in_query vaut &quot;always&quot; : mandataires et historiques de navigateurs garderont des mots de passe</translation>
    </message>
    <message>
        <source>xmpp.tls is &quot;off&quot;: passwords and messages reach XMPP servers in the clear</source>
        <translation>xmpp.tls vaut &quot;off&quot; : mots de passe et messages atteignent les serveurs XMPP en clair</translation>
    </message>
    <message>
        <source>xmpp.verify_certificates is false: anyone on the way can pose as an XMPP server and take passwords</source>
        <translation>xmpp.verify_certificates vaut false : quiconque est sur le chemin peut se faire passer pour un serveur XMPP et prendre des mots de passe</translation>
    </message>
    <message>
        <source>a list of minutes, each a whole number from 1 to %1</source>
        <translation>une liste de minutes, chacune un nombre entier de 1 à %1</translation>
    </message>
    <message>
        <source>a list of ports, each a whole number from 1 to %1</source>
        <translation>une liste de ports, chacun un nombre entier de 1 à %1</translation>
    </message>
    <message>
        <source>a mailto: or https: URL, such as &quot;mailto:admin@example.org&quot;</source>
        <translation>une URL mailto: ou https:, par exemple « mailto:admin@example.org »</translation>
    </message>
    <message>
        <source>an address or a network, such as &quot;192.0.2.1&quot; or &quot;10.0.0.0/8&quot;</source>
        <translation>une adresse ou un réseau, par exemple « 192.0.2.1 » ou « 10.0.0.0/8 »</translation>
    </message>
    <message>
        <source>http.certificate and http.key go together, and one of them is missing</source>
        <translation>http.certificate et http.key vont ensemble, et il manque l’un des deux</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConfigReader</name>
    <message>
        <source>one of %1</source>
        <translation>l’un de %1</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>une table</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>une liste</translation>
    </message>
    <message>
        <source>a date or time</source>
        <translation>une date ou une heure</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2</source>
        <translation>%1 : illisible : %2</translation>
    </message>
    <message>
        <source>%1: expected %2, found %3</source>
        <translation>%1 : attendu %2, trouvé %3</translation>
    </message>
    <message>
        <source>%1: there is no such key</source>
        <translation>%1 : cette clé n’existe pas</translation>
    </message>
    <message>
        <source>%1: there is no such key; did you mean %2?</source>
        <translation>%1 : cette clé n’existe pas ; vouliez-vous dire %2 ?</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>un nombre entier de %1 à %2</translation>
    </message>
    <message>
        <source>a list, each element %1</source>
        <translation>une liste, chaque élément %1</translation>
    </message>
    <message>
        <source>a path</source>
        <translation>un chemin</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConnectionBar</name>
    <message>
        <source>Admin socket</source>
        <translation>Socket d’administration</translation>
    </message>
    <message>
        <source>&amp;Socket:</source>
        <translation>&amp;Socket :</translation>
    </message>
    <message>
        <source>C&amp;onnect</source>
        <translation>C&amp;onnecter</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>There is no socket %1. Start webjabberd, or choose the socket that its configuration names ([admin] socket).</source>
        <translation>Il n’y a pas de socket %1. Démarrez webjabberd, ou choisissez le socket que nomme sa configuration ([admin] socket).</translation>
    </message>
    <message>
        <source>No daemon listens on %1. It was left behind: start webjabberd again.</source>
        <translation>Aucun service n’écoute sur %1. C’est un reste : redémarrez webjabberd.</translation>
    </message>
    <message>
        <source>You may not use %1. Become a member of the group it belongs to ([admin] group), sign in again, and start the console once more.</source>
        <translation>Vous ne pouvez pas utiliser %1. Devenez membre de son groupe ([admin] group), reconnectez-vous et relancez la console.</translation>
    </message>
    <message>
        <source>The daemon has as many clients as it takes. Close another console or script.</source>
        <translation>Le service a autant de clients qu’il en accepte. Fermez une autre console ou un script.</translation>
    </message>
    <message>
        <source>The daemon on %1 is of another version than this console. Install the same version of both, and connect again.</source>
        <translation>Le service sur %1 est d’une autre version que cette console. Installez la même version des deux, puis reconnectez.</translation>
    </message>
    <message>
        <source>The daemon is away. What you see is the last it said; the console goes on trying.</source>
        <translation>Le service est absent. Vous voyez ce qu’il a dit en dernier ; la console continue d’essayer.</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>non connecté</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>connexion…</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connecté</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConsoleMain</name>
    <message>
        <source>webjabber-console: there is no translation “%1”.</source>
        <translation>webjabber-console : il n’y a pas de traduction « %1 ».</translation>
    </message>
    <message>
        <source>Shows what a webjabberd on this machine does: its sessions, queues, pushes, stanzas and log.</source>
        <translation>Montre ce que fait un webjabberd sur cette machine : sessions, files, push, stanzas et journal.</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>Afficher ce texte.</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>Afficher la version.</translation>
    </message>
    <message>
        <source>The daemon&apos;s admin socket. Without it: the one used last.</source>
        <translation>Le socket d’administration du service. Sans lui : le dernier utilisé.</translation>
    </message>
    <message>
        <source>The language to speak, such as es or pt_BR, in place of the system&apos;s.</source>
        <translation>La langue à parler, comme es ou pt_BR, au lieu de celle du système.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option.</source>
        <translation>&apos;%1&apos; n’est pas une option.</translation>
    </message>
    <message>
        <source>Try &apos;webjabber-console --help&apos;.</source>
        <translation>Essayez &apos;webjabber-console --help&apos;.</translation>
    </message>
    <message>
        <source>Usage: webjabber-console [options]</source>
        <translation>Utilisation : webjabber-console [options]</translation>
    </message>
    <message>
        <source>Print the sessions, one on a line, and end; needs no screen.</source>
        <translation>Afficher les sessions, une par ligne, puis terminer ; sans écran.</translation>
    </message>
</context>
<context>
    <name>WebJabber::DevicesModel</name>
    <message>
        <source>2012 client</source>
        <translation>client de 2012</translation>
    </message>
    <message>
        <source>v1 client</source>
        <translation>client v1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Vu en dernier</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>Lu jusqu’à</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Non lus</translation>
    </message>
</context>
<context>
    <name>WebJabber::EventsModel</name>
    <message>
        <source>received</source>
        <translation>reçu</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyé</translation>
    </message>
    <message>
        <source>message</source>
        <translation>message</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>accusé de réception</translation>
    </message>
    <message>
        <source>read marker</source>
        <translation>marque de lecture</translation>
    </message>
    <message>
        <source>contact request</source>
        <translation>demande de contact</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>N°</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
</context>
<context>
    <name>WebJabber::LinesPane</name>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>The line selected, in full</source>
        <translation>La ligne choisie, en entier</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Effacer</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>E&amp;nregistrer…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln ligne</numerusform>
            <numerusform>%Ln lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the lines shown</source>
        <translation>Enregistrer les lignes affichées</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texte (*.txt)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 n’a pas pu être écrit.</translation>
    </message>
</context>
<context>
    <name>WebJabber::LogModel</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Catégorie</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>débogage</translation>
    </message>
    <message>
        <source>information</source>
        <translation>information</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>avertissement</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>critique</translation>
    </message>
</context>
<context>
    <name>WebJabber::LogPage</name>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln ligne est venue trop vite et n’est pas affichée.</numerusform>
            <numerusform>%Ln lignes sont venues trop vite et ne sont pas affichées.</numerusform>
        </translation>
    </message>
    <message>
        <source>The least that is logged</source>
        <translation>Le minimum journalisé</translation>
    </message>
</context>
<context>
    <name>WebJabber::MainWindow</name>
    <message>
        <source>WebJabber console</source>
        <translation>Console WebJabber</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>WebJabber::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>What needs a person</source>
        <translation>Ce qui demande quelqu’un</translation>
    </message>
    <message>
        <source>Messages per second</source>
        <translation>Messages par seconde</translation>
    </message>
    <message>
        <source>Pushes per second</source>
        <translation>Push par seconde</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1 :</translation>
    </message>
    <message>
        <source>Daemon</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>En marche depuis</translation>
    </message>
    <message>
        <source>Serves HTTP at</source>
        <translation>Sert HTTP sur</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Processus</translation>
    </message>
    <message>
        <source>Event loop is late by</source>
        <translation>Retard de la boucle d’événements</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessions</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>Last commit took</source>
        <translation>Durée de la dernière écriture</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Fichiers ouverts</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Reconnexions</translation>
    </message>
    <message>
        <source>Consoles and scripts</source>
        <translation>Consoles et scripts</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 (at most %2 in the last minute)</source>
        <translation>%1 (au plus %2 dans la dernière minute)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln account(s) cannot sign in: the XMPP server refuses their passwords.</source>
        <translation>
            <numerusform>%Ln compte ne peut pas se connecter : le serveur XMPP refuse son mot de passe.</numerusform>
            <numerusform>%Ln comptes ne peuvent pas se connecter : le serveur XMPP refuse leurs mots de passe.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The daemon was busy for %Ln millisecond(s) without a pause: everybody waited.</source>
        <translation>
            <numerusform>Le service a été occupé %Ln milliseconde sans pause : tout le monde a attendu.</numerusform>
            <numerusform>Le service a été occupé %Ln millisecondes sans pause : tout le monde a attendu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln more file(s) can be opened: raise the limit (LimitNOFILE).</source>
        <translation>
            <numerusform>On ne peut plus ouvrir que %Ln fichier : relevez la limite (LimitNOFILE).</numerusform>
            <numerusform>On ne peut plus ouvrir que %Ln fichiers : relevez la limite (LimitNOFILE).</numerusform>
        </translation>
    </message>
    <message>
        <source>The configuration is risky: %1</source>
        <translation>La configuration est risquée : %1</translation>
    </message>
    <message>
        <source>Nothing: all is well.</source>
        <translation>Rien : tout va bien.</translation>
    </message>
    <message>
        <source>The database takes nothing, and so no message is accepted: look at the disk and at the log.</source>
        <translation>La base de données n’accepte rien, et donc aucun message n’est accepté : vérifiez le disque et le journal.</translation>
    </message>
</context>
<context>
    <name>WebJabber::Page</name>
    <message>
        <source>What went wrong</source>
        <translation>Ce qui n’a pas marché</translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesModel</name>
    <message>
        <source>working</source>
        <translation>fonctionne</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>nouvel essai</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>hors service</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Hôte</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Essais échoués</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Prochain essai</translation>
    </message>
    <message>
        <source>Last status</source>
        <translation>Dernier statut</translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesPage</name>
    <message>
        <source>Pushes</source>
        <translation>Push</translation>
    </message>
    <message>
        <source>Push subscriptions</source>
        <translation>Abonnements push</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>&amp;Essayer maintenant</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Supprimer…</translation>
    </message>
    <message>
        <source>Delete this push subscription of %1? Its device hears of news only when it asks.</source>
        <translation>Supprimer cet abonnement push de %1 ? Son appareil n’apprendra les nouvelles qu’en demandant.</translation>
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
        <translation>Événements</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Le plus ancien</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Appareils</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>À envoyer</translation>
    </message>
</context>
<context>
    <name>WebJabber::QueuesPage</name>
    <message>
        <source>Queues</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Appareils</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Événements</translation>
    </message>
    <message>
        <source>Show &amp;texts…</source>
        <translation>Montrer les &amp;textes…</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>E&amp;nregistrer…</translation>
    </message>
    <message>
        <source>Select a queue to see what is in it.</source>
        <translation>Choisissez une file pour voir ce qu’elle contient.</translation>
    </message>
    <message>
        <source>Show the texts of the messages kept for %1? The daemon records in its audit log that you did.</source>
        <translation>Montrer les textes des messages gardés pour %1 ? Le service note dans son journal d’audit que vous l’avez fait.</translation>
    </message>
    <message>
        <source>Save the queue</source>
        <translation>Enregistrer la file</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 n’a pas pu être écrit.</translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesChart</name>
    <message>
        <source>minutes</source>
        <translation>minutes</translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesModel</name>
    <message>
        <source>Messages received</source>
        <translation>Messages reçus</translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation>Messages envoyés</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>Push</translation>
    </message>
    <message>
        <source>Pushes that failed</source>
        <translation>Push échoués</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsModel</name>
    <message>
        <source>online</source>
        <translation>en ligne</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>en connexion</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusée</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Appareils</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Dernière activité</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Reconnexions</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Dernière erreur</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>Sessions</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Appareils</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>&amp;Reconnecter</translation>
    </message>
    <message>
        <source>Sign &amp;out…</source>
        <translation>&amp;Déconnecter…</translation>
    </message>
    <message>
        <source>Select a session to see more of it.</source>
        <translation>Choisissez une session pour en voir plus.</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 depuis %2</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Serveur : %1</translation>
    </message>
    <message>
        <source>Last activity: %1</source>
        <translation>Dernière activité : %1</translation>
    </message>
    <message>
        <source>Last error: %1</source>
        <translation>Dernière erreur : %1</translation>
    </message>
    <message>
        <source>Sign %1 out? All its devices lose their access, and the messages kept for them are deleted.</source>
        <translation>Déconnecter %1 ? Tous ses appareils perdent leur accès, et les messages gardés pour eux sont supprimés.</translation>
    </message>
</context>
<context>
    <name>WebJabber::TablePane</name>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln ligne</numerusform>
            <numerusform>%Ln lignes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln row(s)</source>
        <translation>
            <numerusform>%1 sur %Ln ligne</numerusform>
            <numerusform>%1 sur %Ln lignes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TlsIdentity</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>impossible de lire %1 : %2</translation>
    </message>
    <message>
        <source>%1 holds no certificate, or a broken one</source>
        <translation>%1 ne contient aucun certificat, ou un certificat abîmé</translation>
    </message>
    <message>
        <source>%1 holds no private key, or one with a passphrase</source>
        <translation>%1 ne contient aucune clé privée, ou une clé avec mot de passe</translation>
    </message>
    <message>
        <source>the key in %1 is not that of the certificate in %2</source>
        <translation>la clé dans %1 n’est pas celle du certificat dans %2</translation>
    </message>
</context>
<context>
    <name>WebJabber::TraceModel</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>Stanza</source>
        <translation>Stanza</translation>
    </message>
    <message>
        <source>received</source>
        <translation>reçu</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyé</translation>
    </message>
</context>
<context>
    <name>WebJabber::TracePage</name>
    <message>
        <source>Trace</source>
        <translation>Trace</translation>
    </message>
    <message>
        <source>Stanzas</source>
        <translation>Stanzas</translation>
    </message>
    <message>
        <source>JID, or nothing for all</source>
        <translation>JID, ou rien pour tous</translation>
    </message>
    <message>
        <source>Whose stanzas to show</source>
        <translation>De qui montrer les stanzas</translation>
    </message>
    <message>
        <source>The daemon records in its audit log that you look.</source>
        <translation>Le service note dans son journal d’audit que vous regardez.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>A&amp;rrêter</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>Dé&amp;marrer</translation>
    </message>
    <message>
        <source>“%1” is not a JID.</source>
        <translation>« %1 » n’est pas un JID.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln stanza(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln stanza est venue trop vite et n’est pas affichée.</numerusform>
            <numerusform>%Ln stanzas sont venues trop vite et ne sont pas affichées.</numerusform>
        </translation>
    </message>
    <message>
        <source>The daemon allows no trace at the moment; its log says why.</source>
        <translation>Le service n’autorise pas de trace pour l’instant ; son journal dit pourquoi.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>built-in defaults</source>
        <translation>valeurs par défaut</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>avertissement : %1</translation>
    </message>
    <message>
        <source>WEBJABBER_EVENT_DISPATCHER must be epoll or qt.</source>
        <translation>WEBJABBER_EVENT_DISPATCHER doit être epoll ou qt.</translation>
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
        <translation>nom@example.org</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Remember this device</source>
        <translation>Se souvenir de cet appareil</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Connexion…</translation>
    </message>
    <message>
        <source>Sign in with your XMPP (Jabber) account.</source>
        <translation>Connectez-vous avec votre compte XMPP (Jabber).</translation>
    </message>
    <message>
        <source>Your password is sent to this gateway, and never kept in this browser.</source>
        <translation>Votre mot de passe est envoyé à cette passerelle et n’est jamais conservé dans ce navigateur.</translation>
    </message>
    <message>
        <source>Forget what is stored here of %1</source>
        <extracomment>%1 is an address</extracomment>
        <translation>Supprimer les données de %1 enregistrées ici</translation>
    </message>
    <message>
        <source>You were signed out. What this device has received is still here: sign in to go on.</source>
        <translation>Votre session a été fermée. Ce que cet appareil a reçu est toujours là&#xa0;: reconnectez-vous pour continuer.</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Demandes</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>Ajouter un contact</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>of a person</extracomment>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Autoriser</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Refuser</translation>
    </message>
    <message>
        <source>wants to see when you are online</source>
        <extracomment>follows an address: name@example.org wants ...</extracomment>
        <translation>souhaite voir quand vous êtes en ligne</translation>
    </message>
    <message>
        <source>No contacts yet. Add the address of somebody you know.</source>
        <translation>Aucun contact pour l’instant. Ajoutez l’adresse d’une personne que vous connaissez.</translation>
    </message>
    <message>
        <source>You: %1</source>
        <extracomment>the newest message of a conversation, written by oneself; %1 is its text</extracomment>
        <translation>Vous&#xa0;: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n message non lu</numerusform>
            <numerusform>%n messages non lus</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>En attente d’approbation</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Disponibilité</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En ligne</translation>
    </message>
    <message>
        <source>Free to chat</source>
        <translation>Disponible pour discuter</translation>
    </message>
    <message>
        <source>Away</source>
        <extracomment>of a person</extracomment>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Away for long</source>
        <translation>Longue absence</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Ne pas déranger</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>Status text</source>
        <translation>Message de statut</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Your browser forbids notifications for this page. You can change that in its settings.</source>
        <translation>Votre navigateur bloque les notifications de cette page. Vous pouvez changer cela dans ses paramètres.</translation>
    </message>
    <message>
        <source>No push service answers this browser: you are notified only while this page is open.</source>
        <translation>Aucun service push ne répond à ce navigateur&#xa0;: vous ne recevez de notifications que tant que cette page est ouverte.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>Se déconnecter partout</translation>
    </message>
    <message>
        <source>Sign out? What this device has stored is deleted.</source>
        <translation>Se déconnecter&#xa0;? Ce que cet appareil a enregistré sera supprimé.</translation>
    </message>
    <message>
        <source>Sign out on all devices? Messages that are waiting, on the gateway and here, are deleted.</source>
        <translation>Se déconnecter sur tous les appareils&#xa0;? Les messages en attente, sur la passerelle et ici, seront supprimés.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not sent yet will be lost.</source>
        <translation>
            <numerusform>%n message pas encore envoyé sera perdu.</numerusform>
            <numerusform>%n messages pas encore envoyés seront perdus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>Contact options</source>
        <translation>Options du contact</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Remove contact</source>
        <translation>Supprimer le contact</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>Supprimer la discussion</translation>
    </message>
    <message>
        <source>%1 leaves your contacts, and the conversation on this device is deleted.</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 disparaîtra de vos contacts, et la discussion sur cet appareil sera supprimée.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>To the newest messages</source>
        <extracomment>a button that scrolls down</extracomment>
        <translation>Aller aux derniers messages</translation>
    </message>
    <message>
        <source>Choose a contact to read and write.</source>
        <translation>Choisissez un contact pour lire et écrire.</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>Aucun message pour l’instant.</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 écrit…</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Older messages are no longer on the gateway. Some may be missing here.</source>
        <translation>Les messages plus anciens ne sont plus sur la passerelle. Il peut en manquer ici.</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>En attente du réseau</translation>
    </message>
    <message>
        <source>Waiting for your server</source>
        <translation>En attente de votre serveur</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Envoyé</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Distribué</translation>
    </message>
    <message>
        <source>Read</source>
        <extracomment>of a message: it has been read</extracomment>
        <translation>Lu</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Non envoyé</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connexion…</translation>
    </message>
    <message>
        <source>No connection. What you write is sent later.</source>
        <translation>Pas de connexion. Ce que vous écrivez sera envoyé plus tard.</translation>
    </message>
    <message>
        <source>Your XMPP server is away. What you write is sent later.</source>
        <translation>Votre serveur XMPP est indisponible. Ce que vous écrivez sera envoyé plus tard.</translation>
    </message>
    <message>
        <source>Your XMPP server no longer accepts the password. Sign out, and sign in again.</source>
        <translation>Votre serveur XMPP n’accepte plus le mot de passe. Déconnectez-vous, puis reconnectez-vous.</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Nouveau message</translation>
    </message>
    <message>
        <source>Notifications work.</source>
        <translation>Les notifications fonctionnent.</translation>
    </message>
    <message>
        <source>There is no connection to the gateway.</source>
        <translation>Il n’y a pas de connexion à la passerelle.</translation>
    </message>
    <message>
        <source>This is not an address. It looks like name@example.org.</source>
        <translation>Ceci n’est pas une adresse. Une adresse ressemble à nom@example.org.</translation>
    </message>
    <message>
        <source>The address or the password is wrong.</source>
        <translation>L’adresse ou le mot de passe est incorrect.</translation>
    </message>
    <message>
        <source>This gateway does not connect to that server.</source>
        <translation>Cette passerelle ne se connecte pas à ce serveur.</translation>
    </message>
    <message>
        <source>That XMPP server cannot be reached.</source>
        <translation>Ce serveur XMPP est injoignable.</translation>
    </message>
    <message>
        <source>That XMPP server refused the request.</source>
        <translation>Ce serveur XMPP a refusé la demande.</translation>
    </message>
    <message>
        <source>That XMPP server does not answer.</source>
        <translation>Ce serveur XMPP ne répond pas.</translation>
    </message>
    <message>
        <source>This text is too long.</source>
        <translation>Ce texte est trop long.</translation>
    </message>
    <message>
        <source>Too many tries. Wait a little.</source>
        <translation>Trop de tentatives. Patientez un peu.</translation>
    </message>
    <message>
        <source>The gateway cannot store anything now. Try again later.</source>
        <translation>La passerelle ne peut rien enregistrer pour l’instant. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>This did not work: %1</source>
        <extracomment>%1 is a technical text, in English</extracomment>
        <translation>Cela n’a pas fonctionné&#xa0;: %1</translation>
    </message>
    <message>
        <source>This browser lets the page store nothing. WebJabber needs that.</source>
        <translation>Ce navigateur interdit à la page d’enregistrer des données. WebJabber en a besoin.</translation>
    </message>
    <message>
        <source>The conversation with %1 is deleted on this device.</source>
        <extracomment>%1 is an address</extracomment>
        <translation>La conversation avec %1 est supprimée de cet appareil.</translation>
    </message>
</context>
</TS>
