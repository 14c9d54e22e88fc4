<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES">
<context>
    <name>WebJabber::CommandLine</name>
    <message>
        <source>Read this TOML file. Without it: %1 if it is there, else the built-in defaults.</source>
        <translation>Leer este archivo TOML. Sin él: %1 si existe; si no, los valores predeterminados.</translation>
    </message>
    <message>
        <source>Say what is wrong with the configuration, or that it is good, and end.</source>
        <translation>Decir qué está mal en la configuración, o que es correcta, y terminar.</translation>
    </message>
    <message>
        <source>Serve HTTP here, such as 127.0.0.1:8080 or [::1]:8080. Port 0 takes any free port.</source>
        <translation>Servir HTTP aquí, por ejemplo 127.0.0.1:8080 o [::1]:8080. El puerto 0 toma cualquiera libre.</translation>
    </message>
    <message>
        <source>Serve the operator&apos;s API on this UNIX socket.</source>
        <translation>Servir la API del operador en este socket UNIX.</translation>
    </message>
    <message>
        <source>Keep the database here.</source>
        <translation>Guardar aquí la base de datos.</translation>
    </message>
    <message>
        <source>What to log, as Qt logging rules, such as &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</source>
        <translation>Qué registrar, como reglas de registro de Qt, por ejemplo &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</translation>
    </message>
    <message>
        <source>Print the versions of webjabberd and its libraries.</source>
        <translation>Mostrar las versiones de webjabberd y sus bibliotecas.</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>Mostrar este texto.</translation>
    </message>
    <message>
        <source>Try &apos;webjabberd --help&apos;.</source>
        <translation>Pruebe &apos;webjabberd --help&apos;.</translation>
    </message>
    <message>
        <source>Usage: webjabberd [options]</source>
        <translation>Uso: webjabberd [opciones]</translation>
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
Una opción cuenta más que el archivo de configuración.

Códigos de salida:
  0  detenido como se pidió
  1  falló en marcha
  2  argumentos o configuración incorrectos
  3  dirección en uso, o el socket de administración no es utilizable
  4  base de datos inutilizable, o escrita por una versión más nueva

Señales:
  SIGTERM, SIGINT  detenerse bien, en 10 segundos; otra más, al instante
  SIGHUP           leer de nuevo el archivo de configuración

Archivos:
  /etc/webjabber/webjabber.toml  configuración
  /var/lib/webjabber             base de datos
  /run/webjabber/admin.sock      la API del operador

Ejemplo:
  webjabberd --config webjabber.toml --check-config
  webjabberd --config webjabber.toml --listen 127.0.0.1:8080
</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 necesita un valor.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option; webjabberd takes nothing else.</source>
        <translation>&apos;%1&apos; no es una opción; webjabberd no acepta nada más.</translation>
    </message>
    <message>
        <source>--listen: &apos;%1&apos; is not an address and a port, such as 127.0.0.1:8080 or [::1]:8080.</source>
        <translation>--listen: &apos;%1&apos; no es una dirección y un puerto, como 127.0.0.1:8080 o [::1]:8080.</translation>
    </message>
    <message>
        <source>--log-rules: &apos;%1&apos; are not logging rules, such as webjabber.session.debug=true.</source>
        <translation>--log-rules: &apos;%1&apos; no son reglas de registro, como webjabber.session.debug=true.</translation>
    </message>
    <message>
        <source>Keeps XMPP sessions for phones and web pages and offers them over plain HTTP.
When a message arrives and nobody is looking, it calls the user&apos;s push endpoint.</source>
        <translation>Mantiene sesiones XMPP para teléfonos y páginas web y las ofrece por HTTP sencillo.
Cuando llega un mensaje y nadie mira, llama al punto de aviso (push) del usuario.</translation>
    </message>
    <message>
        <source>
Environment:
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot; (default), or &quot;qt&quot;: the event loop of Qt,
                              which costs more with each connection
</source>
        <translation>
Entorno:
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot;, lo predeterminado, o &quot;qt&quot;: el bucle de
                              eventos de Qt, que cuesta más con cada conexión
</translation>
    </message>
</context>
<context>
    <name>WebJabber::Config</name>
    <message>
        <source>a readable PEM file (%1: %2)</source>
        <translation>un archivo PEM legible (%1: %2)</translation>
    </message>
    <message>
        <source>a PEM file with one or more certificates, all of them whole</source>
        <translation>un archivo PEM con uno o más certificados, todos completos</translation>
    </message>
    <message>
        <source>a host name or an address</source>
        <translation>un nombre de host o una dirección</translation>
    </message>
    <message>
        <source>a table for each domain, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>una tabla por dominio, como [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>a domain name, each only once</source>
        <translation>un nombre de dominio, cada uno solo una vez</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>una tabla</translation>
    </message>
    <message>
        <source>a domain in quotes, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>un dominio entre comillas, como [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>an address and a port, such as &quot;127.0.0.1:8080&quot; or &quot;[::1]:8080&quot;</source>
        <translation>una dirección y un puerto, como &quot;127.0.0.1:8080&quot; o &quot;[::1]:8080&quot;</translation>
    </message>
    <message>
        <source>an origin as browsers send it, such as &quot;https://example.org&quot; (lower case, no path, no slash at the end)</source>
        <translation>un origen como lo envían los navegadores, por ejemplo &quot;https://example.org&quot; (minúsculas, sin ruta, sin barra al final)</translation>
    </message>
    <message>
        <source>a web address, such as &quot;https://example.org/&quot;</source>
        <translation>una dirección web, como &quot;https://example.org/&quot;</translation>
    </message>
    <message>
        <source>a domain name</source>
        <translation>un nombre de dominio</translation>
    </message>
    <message>
        <source>a host name or an address, without a port</source>
        <translation>un nombre de host o una dirección, sin puerto</translation>
    </message>
    <message>
        <source>a group, by name or number</source>
        <translation>un grupo, por nombre o número</translation>
    </message>
    <message>
        <source>logging rules, such as &quot;webjabber.session.debug=true&quot;</source>
        <translation>reglas de registro, como &quot;webjabber.session.debug=true&quot;</translation>
    </message>
    <message>
        <source>compat.auth is &quot;jid&quot;: whoever uses this machine and knows a JID can read its messages and send in its name</source>
        <translation>compat.auth es &quot;jid&quot;: quien use esta máquina y conozca un JID puede leer sus mensajes y enviar en su nombre</translation>
    </message>
    <message>
        <source>DANGER: compat.auth is &quot;jid&quot; and http.listen is %1, which other machines reach: ANYONE who knows a JID can read its messages and send in its name. Set compat.auth to &quot;token&quot;, or listen on 127.0.0.1 only</source>
        <translation>PELIGRO: compat.auth es &quot;jid&quot; y http.listen es %1, accesible desde otras máquinas: CUALQUIERA que conozca un JID puede leer sus mensajes y enviar en su nombre. Ponga compat.auth en &quot;token&quot; o escuche solo en 127.0.0.1</translation>
    </message>
    <message>
        <source>compat.password_in_query is &quot;always&quot;: proxies and browser histories will keep passwords</source>
        <translation>compat.password_in_query es &quot;always&quot;: los proxis y los historiales de los navegadores guardarán contraseñas</translation>
    </message>
    <message>
        <source>xmpp.tls is &quot;off&quot;: passwords and messages reach XMPP servers in the clear</source>
        <translation>xmpp.tls es &quot;off&quot;: contraseñas y mensajes llegan a los servidores XMPP sin cifrar</translation>
    </message>
    <message>
        <source>xmpp.verify_certificates is false: anyone on the way can pose as an XMPP server and take passwords</source>
        <translation>xmpp.verify_certificates es false: cualquiera en el camino puede hacerse pasar por un servidor XMPP y quedarse con contraseñas</translation>
    </message>
    <message>
        <source>a list of minutes, each a whole number from 1 to %1</source>
        <translation>una lista de minutos, cada uno un número entero de 1 a %1</translation>
    </message>
    <message>
        <source>a list of ports, each a whole number from 1 to %1</source>
        <translation>una lista de puertos, cada uno un número entero de 1 a %1</translation>
    </message>
    <message>
        <source>a mailto: or https: URL, such as &quot;mailto:admin@example.org&quot;</source>
        <translation>una URL mailto: o https:, por ejemplo «mailto:admin@example.org»</translation>
    </message>
    <message>
        <source>an address or a network, such as &quot;192.0.2.1&quot; or &quot;10.0.0.0/8&quot;</source>
        <translation>una dirección o una red, por ejemplo «192.0.2.1» o «10.0.0.0/8»</translation>
    </message>
    <message>
        <source>http.certificate and http.key go together, and one of them is missing</source>
        <translation>http.certificate y http.key van juntos, y falta uno de los dos</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConfigReader</name>
    <message>
        <source>one of %1</source>
        <translation>uno de %1</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>una tabla</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>una lista</translation>
    </message>
    <message>
        <source>a date or time</source>
        <translation>una fecha u hora</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2</source>
        <translation>%1: no se puede leer: %2</translation>
    </message>
    <message>
        <source>%1: expected %2, found %3</source>
        <translation>%1: se esperaba %2, se encontró %3</translation>
    </message>
    <message>
        <source>%1: there is no such key</source>
        <translation>%1: no existe tal clave</translation>
    </message>
    <message>
        <source>%1: there is no such key; did you mean %2?</source>
        <translation>%1: no existe tal clave; ¿quiso decir %2?</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true o false</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>un número entero de %1 a %2</translation>
    </message>
    <message>
        <source>a list, each element %1</source>
        <translation>una lista, cada elemento %1</translation>
    </message>
    <message>
        <source>a path</source>
        <translation>una ruta</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConnectionBar</name>
    <message>
        <source>Admin socket</source>
        <translation>Socket de administración</translation>
    </message>
    <message>
        <source>&amp;Socket:</source>
        <translation>&amp;Socket:</translation>
    </message>
    <message>
        <source>C&amp;onnect</source>
        <translation>C&amp;onectar</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Qué hacer</translation>
    </message>
    <message>
        <source>There is no socket %1. Start webjabberd, or choose the socket that its configuration names ([admin] socket).</source>
        <translation>No existe el socket %1. Inicie webjabberd o elija el socket que indica su configuración ([admin] socket).</translation>
    </message>
    <message>
        <source>No daemon listens on %1. It was left behind: start webjabberd again.</source>
        <translation>Ningún servicio escucha en %1. Es un resto: inicie de nuevo webjabberd.</translation>
    </message>
    <message>
        <source>You may not use %1. Become a member of the group it belongs to ([admin] group), sign in again, and start the console once more.</source>
        <translation>No tiene permiso para usar %1. Hágase miembro de su grupo ([admin] group), inicie sesión de nuevo y vuelva a abrir la consola.</translation>
    </message>
    <message>
        <source>The daemon has as many clients as it takes. Close another console or script.</source>
        <translation>El servicio ya tiene todos los clientes que admite. Cierre otra consola o script.</translation>
    </message>
    <message>
        <source>The daemon on %1 is of another version than this console. Install the same version of both, and connect again.</source>
        <translation>El servicio de %1 es de otra versión que esta consola. Instale la misma versión de ambos y conecte de nuevo.</translation>
    </message>
    <message>
        <source>The daemon is away. What you see is the last it said; the console goes on trying.</source>
        <translation>El servicio no está. Lo que ve es lo último que dijo; la consola sigue intentándolo.</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>sin conexión</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>conectando…</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>conectado</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConsoleMain</name>
    <message>
        <source>webjabber-console: there is no translation “%1”.</source>
        <translation>webjabber-console: no hay traducción «%1».</translation>
    </message>
    <message>
        <source>Shows what a webjabberd on this machine does: its sessions, queues, pushes, stanzas and log.</source>
        <translation>Muestra lo que hace un webjabberd en esta máquina: sus sesiones, colas, avisos push, stanzas y registro.</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>Mostrar este texto.</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>Mostrar la versión.</translation>
    </message>
    <message>
        <source>The daemon&apos;s admin socket. Without it: the one used last.</source>
        <translation>El socket de administración del servicio. Sin él: el último usado.</translation>
    </message>
    <message>
        <source>The language to speak, such as es or pt_BR, in place of the system&apos;s.</source>
        <translation>El idioma que usar, por ejemplo es o pt_BR, en lugar del del sistema.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option.</source>
        <translation>&apos;%1&apos; no es una opción.</translation>
    </message>
    <message>
        <source>Try &apos;webjabber-console --help&apos;.</source>
        <translation>Pruebe &apos;webjabber-console --help&apos;.</translation>
    </message>
    <message>
        <source>Usage: webjabber-console [options]</source>
        <translation>Uso: webjabber-console [opciones]</translation>
    </message>
    <message>
        <source>Print the sessions, one on a line, and end; needs no screen.</source>
        <translation>Mostrar las sesiones, una por línea, y terminar; no necesita pantalla.</translation>
    </message>
</context>
<context>
    <name>WebJabber::DevicesModel</name>
    <message>
        <source>2012 client</source>
        <translation>cliente de 2012</translation>
    </message>
    <message>
        <source>v1 client</source>
        <translation>cliente v1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Última vez</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>Leído hasta</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Sin leer</translation>
    </message>
</context>
<context>
    <name>WebJabber::EventsModel</name>
    <message>
        <source>received</source>
        <translation>recibido</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviado</translation>
    </message>
    <message>
        <source>message</source>
        <translation>mensaje</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>acuse de recibo</translation>
    </message>
    <message>
        <source>read marker</source>
        <translation>marca de lectura</translation>
    </message>
    <message>
        <source>contact request</source>
        <translation>solicitud de contacto</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>N.º</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sentido</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
</context>
<context>
    <name>WebJabber::LinesPane</name>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>The line selected, in full</source>
        <translation>La línea seleccionada, completa</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Vaciar</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln línea</numerusform>
            <numerusform>%Ln líneas</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the lines shown</source>
        <translation>Guardar las líneas mostradas</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texto (*.txt)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>No se pudo escribir %1.</translation>
    </message>
</context>
<context>
    <name>WebJabber::LogModel</name>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nivel</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>depuración</translation>
    </message>
    <message>
        <source>information</source>
        <translation>información</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>aviso</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>crítico</translation>
    </message>
</context>
<context>
    <name>WebJabber::LogPage</name>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln línea llegó demasiado rápido y no se muestra.</numerusform>
            <numerusform>%Ln líneas llegaron demasiado rápido y no se muestran.</numerusform>
        </translation>
    </message>
    <message>
        <source>The least that is logged</source>
        <translation>Lo mínimo que se registra</translation>
    </message>
</context>
<context>
    <name>WebJabber::MainWindow</name>
    <message>
        <source>WebJabber console</source>
        <translation>Consola de WebJabber</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
</context>
<context>
    <name>WebJabber::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>What needs a person</source>
        <translation>Lo que necesita a una persona</translation>
    </message>
    <message>
        <source>Messages per second</source>
        <translation>Mensajes por segundo</translation>
    </message>
    <message>
        <source>Pushes per second</source>
        <translation>Avisos push por segundo</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Daemon</source>
        <translation>Servicio</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>En marcha desde</translation>
    </message>
    <message>
        <source>Serves HTTP at</source>
        <translation>Sirve HTTP en</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Proceso</translation>
    </message>
    <message>
        <source>Event loop is late by</source>
        <translation>Retraso del bucle de eventos</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Máquina</translation>
    </message>
    <message>
        <source>Last commit took</source>
        <translation>La última escritura tardó</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Archivos abiertos</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Reconexiones</translation>
    </message>
    <message>
        <source>Consoles and scripts</source>
        <translation>Consolas y scripts</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 (at most %2 in the last minute)</source>
        <translation>%1 (máximo %2 en el último minuto)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln account(s) cannot sign in: the XMPP server refuses their passwords.</source>
        <translation>
            <numerusform>%Ln cuenta no puede iniciar sesión: el servidor XMPP rechaza su contraseña.</numerusform>
            <numerusform>%Ln cuentas no pueden iniciar sesión: el servidor XMPP rechaza sus contraseñas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The daemon was busy for %Ln millisecond(s) without a pause: everybody waited.</source>
        <translation>
            <numerusform>El servicio estuvo ocupado %Ln milisegundo sin pausa: todos esperaron.</numerusform>
            <numerusform>El servicio estuvo ocupado %Ln milisegundos sin pausa: todos esperaron.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln more file(s) can be opened: raise the limit (LimitNOFILE).</source>
        <translation>
            <numerusform>Solo se puede abrir %Ln archivo más: suba el límite (LimitNOFILE).</numerusform>
            <numerusform>Solo se pueden abrir %Ln archivos más: suba el límite (LimitNOFILE).</numerusform>
        </translation>
    </message>
    <message>
        <source>The configuration is risky: %1</source>
        <translation>La configuración es arriesgada: %1</translation>
    </message>
    <message>
        <source>Nothing: all is well.</source>
        <translation>Nada: todo va bien.</translation>
    </message>
    <message>
        <source>The database takes nothing, and so no message is accepted: look at the disk and at the log.</source>
        <translation>La base de datos no acepta nada, así que no se admite ningún mensaje: revise el disco y el registro.</translation>
    </message>
</context>
<context>
    <name>WebJabber::Page</name>
    <message>
        <source>What went wrong</source>
        <translation>Qué salió mal</translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesModel</name>
    <message>
        <source>working</source>
        <translation>funciona</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>reintentando</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>roto</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>Intentos fallidos</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Próximo intento</translation>
    </message>
    <message>
        <source>Last status</source>
        <translation>Último estado</translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesPage</name>
    <message>
        <source>Pushes</source>
        <translation>Avisos push</translation>
    </message>
    <message>
        <source>Push subscriptions</source>
        <translation>Suscripciones push</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>&amp;Intentar ahora</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Eliminar…</translation>
    </message>
    <message>
        <source>Delete this push subscription of %1? Its device hears of news only when it asks.</source>
        <translation>¿Eliminar esta suscripción push de %1? Su dispositivo solo sabrá de novedades cuando pregunte.</translation>
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
        <translation>Eventos</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Más antiguo</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>Por enviar</translation>
    </message>
</context>
<context>
    <name>WebJabber::QueuesPage</name>
    <message>
        <source>Queues</source>
        <translation>Colas</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>Show &amp;texts…</source>
        <translation>Mostrar &amp;textos…</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>Select a queue to see what is in it.</source>
        <translation>Seleccione una cola para ver lo que contiene.</translation>
    </message>
    <message>
        <source>Show the texts of the messages kept for %1? The daemon records in its audit log that you did.</source>
        <translation>¿Mostrar los textos de los mensajes guardados para %1? El servicio anota en su registro de auditoría que usted lo hizo.</translation>
    </message>
    <message>
        <source>Save the queue</source>
        <translation>Guardar la cola</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>No se pudo escribir %1.</translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesChart</name>
    <message>
        <source>minutes</source>
        <translation>minutos</translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesModel</name>
    <message>
        <source>Messages received</source>
        <translation>Mensajes recibidos</translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation>Mensajes enviados</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>Avisos push</translation>
    </message>
    <message>
        <source>Pushes that failed</source>
        <translation>Avisos push fallidos</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsModel</name>
    <message>
        <source>online</source>
        <translation>en línea</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>conectando</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rechazada</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>sin conexión</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Pendientes</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Última actividad</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Reconexiones</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Último error</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>&amp;Reconectar</translation>
    </message>
    <message>
        <source>Sign &amp;out…</source>
        <translation>Cerrar sesió&amp;n…</translation>
    </message>
    <message>
        <source>Select a session to see more of it.</source>
        <translation>Seleccione una sesión para ver más de ella.</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 desde %2</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Servidor: %1</translation>
    </message>
    <message>
        <source>Last activity: %1</source>
        <translation>Última actividad: %1</translation>
    </message>
    <message>
        <source>Last error: %1</source>
        <translation>Último error: %1</translation>
    </message>
    <message>
        <source>Sign %1 out? All its devices lose their access, and the messages kept for them are deleted.</source>
        <translation>¿Cerrar la sesión de %1? Todos sus dispositivos pierden el acceso y se eliminan los mensajes guardados para ellos.</translation>
    </message>
</context>
<context>
    <name>WebJabber::TablePane</name>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln fila</numerusform>
            <numerusform>%Ln filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln row(s)</source>
        <translation>
            <numerusform>%1 de %Ln fila</numerusform>
            <numerusform>%1 de %Ln filas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TlsIdentity</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>no se puede leer %1: %2</translation>
    </message>
    <message>
        <source>%1 holds no certificate, or a broken one</source>
        <translation>%1 no contiene ningún certificado, o contiene uno dañado</translation>
    </message>
    <message>
        <source>%1 holds no private key, or one with a passphrase</source>
        <translation>%1 no contiene ninguna clave privada, o una con contraseña</translation>
    </message>
    <message>
        <source>the key in %1 is not that of the certificate in %2</source>
        <translation>la clave de %1 no es la del certificado de %2</translation>
    </message>
</context>
<context>
    <name>WebJabber::TraceModel</name>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sentido</translation>
    </message>
    <message>
        <source>Stanza</source>
        <translation>Stanza</translation>
    </message>
    <message>
        <source>received</source>
        <translation>recibido</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviado</translation>
    </message>
</context>
<context>
    <name>WebJabber::TracePage</name>
    <message>
        <source>Trace</source>
        <translation>Traza</translation>
    </message>
    <message>
        <source>Stanzas</source>
        <translation>Stanzas</translation>
    </message>
    <message>
        <source>JID, or nothing for all</source>
        <translation>JID, o nada para todos</translation>
    </message>
    <message>
        <source>Whose stanzas to show</source>
        <translation>De quién mostrar las stanzas</translation>
    </message>
    <message>
        <source>The daemon records in its audit log that you look.</source>
        <translation>El servicio anota en su registro de auditoría que usted mira.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Detener</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>Inicia&amp;r</translation>
    </message>
    <message>
        <source>“%1” is not a JID.</source>
        <translation>«%1» no es un JID.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln stanza(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln stanza llegó demasiado rápido y no se muestra.</numerusform>
            <numerusform>%Ln stanzas llegaron demasiado rápido y no se muestran.</numerusform>
        </translation>
    </message>
    <message>
        <source>The daemon allows no trace at the moment; its log says why.</source>
        <translation>El servicio no permite ninguna traza en este momento; su registro dice por qué.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>built-in defaults</source>
        <translation>valores predeterminados</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>aviso: %1</translation>
    </message>
    <message>
        <source>WEBJABBER_EVENT_DISPATCHER must be epoll or qt.</source>
        <translation>WEBJABBER_EVENT_DISPATCHER debe ser epoll o qt.</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>name@example.org</source>
        <extracomment>an example of an XMPP address; keep the @</extracomment>
        <translation>nombre@example.org</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Remember this device</source>
        <translation>Recordar este dispositivo</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Iniciar sesión</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Iniciando sesión…</translation>
    </message>
    <message>
        <source>Sign in with your XMPP (Jabber) account.</source>
        <translation>Inicie sesión con su cuenta XMPP (Jabber).</translation>
    </message>
    <message>
        <source>Your password is sent to this gateway, and never kept in this browser.</source>
        <translation>Su contraseña se envía a esta pasarela y nunca se guarda en este navegador.</translation>
    </message>
    <message>
        <source>Forget what is stored here of %1</source>
        <extracomment>%1 is an address</extracomment>
        <translation>Eliminar los datos de %1 guardados aquí</translation>
    </message>
    <message>
        <source>You were signed out. What this device has received is still here: sign in to go on.</source>
        <translation>Se cerró su sesión. Lo que este dispositivo recibió sigue aquí: inicie sesión para continuar.</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contactos</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Solicitudes</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>Añadir contacto</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>of a person</extracomment>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Permitir</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>wants to see when you are online</source>
        <extracomment>follows an address: name@example.org wants ...</extracomment>
        <translation>quiere ver cuándo está usted en línea</translation>
    </message>
    <message>
        <source>No contacts yet. Add the address of somebody you know.</source>
        <translation>Aún no hay contactos. Añada la dirección de alguien que conozca.</translation>
    </message>
    <message>
        <source>You: %1</source>
        <extracomment>the newest message of a conversation, written by oneself; %1 is its text</extracomment>
        <translation>Yo: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n mensaje sin leer</numerusform>
            <numerusform>%n mensajes sin leer</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>Pendiente de aprobación</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Disponibilidad</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En línea</translation>
    </message>
    <message>
        <source>Free to chat</source>
        <translation>Disponible para chatear</translation>
    </message>
    <message>
        <source>Away</source>
        <extracomment>of a person</extracomment>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Away for long</source>
        <translation>Ausente mucho tiempo</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>No molestar</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sin conexión</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Yo</translation>
    </message>
    <message>
        <source>Status text</source>
        <translation>Mensaje de estado</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notificaciones</translation>
    </message>
    <message>
        <source>Your browser forbids notifications for this page. You can change that in its settings.</source>
        <translation>El navegador bloquea las notificaciones de esta página. Puede cambiarlo en sus ajustes.</translation>
    </message>
    <message>
        <source>No push service answers this browser: you are notified only while this page is open.</source>
        <translation>Ningún servicio push responde a este navegador: solo recibirá notificaciones mientras esta página esté abierta.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>Cerrar todas las sesiones</translation>
    </message>
    <message>
        <source>Sign out? What this device has stored is deleted.</source>
        <translation>¿Cerrar sesión? Se eliminará lo que este dispositivo tiene guardado.</translation>
    </message>
    <message>
        <source>Sign out on all devices? Messages that are waiting, on the gateway and here, are deleted.</source>
        <translation>¿Cerrar sesión en todos los dispositivos? Se eliminarán los mensajes en espera, en la pasarela y aquí.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not sent yet will be lost.</source>
        <translation>
            <numerusform>Se perderá %n mensaje aún no enviado.</numerusform>
            <numerusform>Se perderán %n mensajes aún no enviados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>Contact options</source>
        <translation>Opciones del contacto</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Remove contact</source>
        <translation>Eliminar contacto</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>Eliminar conversación</translation>
    </message>
    <message>
        <source>%1 leaves your contacts, and the conversation on this device is deleted.</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 dejará de estar en sus contactos y se eliminará la conversación en este dispositivo.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>To the newest messages</source>
        <extracomment>a button that scrolls down</extracomment>
        <translation>Ir a los últimos mensajes</translation>
    </message>
    <message>
        <source>Choose a contact to read and write.</source>
        <translation>Elija un contacto para leer y escribir.</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>Aún no hay mensajes.</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 está escribiendo…</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>Older messages are no longer on the gateway. Some may be missing here.</source>
        <translation>Los mensajes más antiguos ya no están en la pasarela. Pueden faltar algunos aquí.</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>Esperando la red</translation>
    </message>
    <message>
        <source>Waiting for your server</source>
        <translation>Esperando a su servidor</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>Read</source>
        <extracomment>of a message: it has been read</extracomment>
        <translation>Leído</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>No enviado</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Conectando…</translation>
    </message>
    <message>
        <source>No connection. What you write is sent later.</source>
        <translation>Sin conexión. Lo que escriba se enviará después.</translation>
    </message>
    <message>
        <source>Your XMPP server is away. What you write is sent later.</source>
        <translation>Su servidor XMPP no está disponible. Lo que escriba se enviará después.</translation>
    </message>
    <message>
        <source>Your XMPP server no longer accepts the password. Sign out, and sign in again.</source>
        <translation>Su servidor XMPP ya no acepta la contraseña. Cierre sesión y vuelva a iniciarla.</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Mensaje nuevo</translation>
    </message>
    <message>
        <source>Notifications work.</source>
        <translation>Las notificaciones funcionan.</translation>
    </message>
    <message>
        <source>There is no connection to the gateway.</source>
        <translation>No hay conexión con la pasarela.</translation>
    </message>
    <message>
        <source>This is not an address. It looks like name@example.org.</source>
        <translation>Esto no es una dirección. Una dirección es así: nombre@example.org.</translation>
    </message>
    <message>
        <source>The address or the password is wrong.</source>
        <translation>Dirección o contraseña incorrectas.</translation>
    </message>
    <message>
        <source>This gateway does not connect to that server.</source>
        <translation>Esta pasarela no se conecta a ese servidor.</translation>
    </message>
    <message>
        <source>That XMPP server cannot be reached.</source>
        <translation>No se puede contactar con ese servidor XMPP.</translation>
    </message>
    <message>
        <source>That XMPP server refused the request.</source>
        <translation>Ese servidor XMPP rechazó la solicitud.</translation>
    </message>
    <message>
        <source>That XMPP server does not answer.</source>
        <translation>Ese servidor XMPP no responde.</translation>
    </message>
    <message>
        <source>This text is too long.</source>
        <translation>Este texto es demasiado largo.</translation>
    </message>
    <message>
        <source>Too many tries. Wait a little.</source>
        <translation>Demasiados intentos. Espere un poco.</translation>
    </message>
    <message>
        <source>The gateway cannot store anything now. Try again later.</source>
        <translation>La pasarela no puede guardar nada ahora. Inténtelo más tarde.</translation>
    </message>
    <message>
        <source>This did not work: %1</source>
        <extracomment>%1 is a technical text, in English</extracomment>
        <translation>Esto no funcionó: %1</translation>
    </message>
    <message>
        <source>This browser lets the page store nothing. WebJabber needs that.</source>
        <translation>Este navegador no permite que la página guarde datos, y WebJabber lo necesita.</translation>
    </message>
    <message>
        <source>The conversation with %1 is deleted on this device.</source>
        <extracomment>%1 is an address</extracomment>
        <translation>La conversación con %1 se elimina de este dispositivo.</translation>
    </message>
</context>
</TS>
