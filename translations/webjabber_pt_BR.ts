<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR">
<context>
    <name>WebJabber::CommandLine</name>
    <message>
        <source>Read this TOML file. Without it: %1 if it is there, else the built-in defaults.</source>
        <translation>Ler este arquivo TOML. Sem ele: %1, se existir; senão, os valores padrão.</translation>
    </message>
    <message>
        <source>Say what is wrong with the configuration, or that it is good, and end.</source>
        <translation>Dizer o que há de errado na configuração, ou que está correta, e terminar.</translation>
    </message>
    <message>
        <source>Serve HTTP here, such as 127.0.0.1:8080 or [::1]:8080. Port 0 takes any free port.</source>
        <translation>Servir HTTP aqui, por exemplo 127.0.0.1:8080 ou [::1]:8080. A porta 0 usa qualquer uma livre.</translation>
    </message>
    <message>
        <source>Serve the operator&apos;s API on this UNIX socket.</source>
        <translation>Servir a API do operador neste socket UNIX.</translation>
    </message>
    <message>
        <source>Keep the database here.</source>
        <translation>Guardar aqui o banco de dados.</translation>
    </message>
    <message>
        <source>What to log, as Qt logging rules, such as &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</source>
        <translation>O que registrar, como regras de log do Qt, por exemplo &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</translation>
    </message>
    <message>
        <source>Print the versions of webjabberd and its libraries.</source>
        <translation>Mostrar as versões do webjabberd e de suas bibliotecas.</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>Mostrar este texto.</translation>
    </message>
    <message>
        <source>Try &apos;webjabberd --help&apos;.</source>
        <translation>Tente &apos;webjabberd --help&apos;.</translation>
    </message>
    <message>
        <source>Usage: webjabberd [options]</source>
        <translation>Uso: webjabberd [opções]</translation>
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
Uma opção vale mais que o arquivo de configuração.

Códigos de saída:
  0  parado como pedido
  1  falhou durante a execução
  2  argumentos ou configuração incorretos
  3  endereço em uso, ou o socket de administração não é utilizável
  4  banco de dados inutilizável, ou gravado por uma versão mais nova

Sinais:
  SIGTERM, SIGINT  parar direito, em 10 segundos; mais um, na hora
  SIGHUP           ler de novo o arquivo de configuração

Arquivos:
  /etc/webjabber/webjabber.toml  configuração
  /var/lib/webjabber             banco de dados
  /run/webjabber/admin.sock      a API do operador

Exemplo:
  webjabberd --config webjabber.toml --check-config
  webjabberd --config webjabber.toml --listen 127.0.0.1:8080
</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 precisa de um valor.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option; webjabberd takes nothing else.</source>
        <translation>&apos;%1&apos; não é uma opção; o webjabberd não aceita mais nada.</translation>
    </message>
    <message>
        <source>--listen: &apos;%1&apos; is not an address and a port, such as 127.0.0.1:8080 or [::1]:8080.</source>
        <translation>--listen: &apos;%1&apos; não é um endereço e uma porta, como 127.0.0.1:8080 ou [::1]:8080.</translation>
    </message>
    <message>
        <source>--log-rules: &apos;%1&apos; are not logging rules, such as webjabber.session.debug=true.</source>
        <translation>--log-rules: &apos;%1&apos; não são regras de log, como webjabber.session.debug=true.</translation>
    </message>
    <message>
        <source>Keeps XMPP sessions for phones and web pages and offers them over plain HTTP.
When a message arrives and nobody is looking, it calls the user&apos;s push endpoint.</source>
        <translation>Mantém sessões XMPP para telefones e páginas web e as oferece por HTTP simples.
Quando chega uma mensagem e ninguém está olhando, chama o endereço de push do usuário.</translation>
    </message>
    <message>
        <source>
Environment:
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot; (default), or &quot;qt&quot;: the event loop of Qt,
                              which costs more with each connection
</source>
        <translation>
Ambiente:
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot;, o padrão, ou &quot;qt&quot;: o laço de eventos do
                              Qt, que custa mais a cada conexão
</translation>
    </message>
</context>
<context>
    <name>WebJabber::Config</name>
    <message>
        <source>a readable PEM file (%1: %2)</source>
        <translation>um arquivo PEM legível (%1: %2)</translation>
    </message>
    <message>
        <source>a PEM file with one or more certificates, all of them whole</source>
        <translation>um arquivo PEM com um ou mais certificados, todos completos</translation>
    </message>
    <message>
        <source>a host name or an address</source>
        <translation>um nome de host ou um endereço</translation>
    </message>
    <message>
        <source>a table for each domain, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>uma tabela para cada domínio, como [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>a domain name, each only once</source>
        <translation>um nome de domínio, cada um só uma vez</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>uma tabela</translation>
    </message>
    <message>
        <source>a domain in quotes, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>um domínio entre aspas, como [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>an address and a port, such as &quot;127.0.0.1:8080&quot; or &quot;[::1]:8080&quot;</source>
        <translation>um endereço e uma porta, como &quot;127.0.0.1:8080&quot; ou &quot;[::1]:8080&quot;</translation>
    </message>
    <message>
        <source>an origin as browsers send it, such as &quot;https://example.org&quot; (lower case, no path, no slash at the end)</source>
        <translation>uma origem como os navegadores a enviam, por exemplo &quot;https://example.org&quot; (minúsculas, sem caminho, sem barra no fim)</translation>
    </message>
    <message>
        <source>a web address, such as &quot;https://example.org/&quot;</source>
        <translation>um endereço web, como &quot;https://example.org/&quot;</translation>
    </message>
    <message>
        <source>a domain name</source>
        <translation>um nome de domínio</translation>
    </message>
    <message>
        <source>a host name or an address, without a port</source>
        <translation>um nome de host ou um endereço, sem porta</translation>
    </message>
    <message>
        <source>a group, by name or number</source>
        <translation>um grupo, por nome ou número</translation>
    </message>
    <message>
        <source>logging rules, such as &quot;webjabber.session.debug=true&quot;</source>
        <translation>regras de log, como &quot;webjabber.session.debug=true&quot;</translation>
    </message>
    <message>
        <source>compat.auth is &quot;jid&quot;: whoever uses this machine and knows a JID can read its messages and send in its name</source>
        <translation>compat.auth é &quot;jid&quot;: quem usa esta máquina e conhece um JID pode ler suas mensagens e enviar em seu nome</translation>
    </message>
    <message>
        <source>DANGER: compat.auth is &quot;jid&quot; and http.listen is %1, which other machines reach: ANYONE who knows a JID can read its messages and send in its name. Set compat.auth to &quot;token&quot;, or listen on 127.0.0.1 only</source>
        <translation>PERIGO: compat.auth é &quot;jid&quot; e http.listen é %1, acessível a outras máquinas: QUALQUER UM que conheça um JID pode ler suas mensagens e enviar em seu nome. Defina compat.auth como &quot;token&quot; ou escute só em 127.0.0.1</translation>
    </message>
    <message>
        <source>compat.password_in_query is &quot;always&quot;: proxies and browser histories will keep passwords</source>
        <translation>compat.password_in_query é &quot;always&quot;: proxies e históricos de navegadores guardarão senhas</translation>
    </message>
    <message>
        <source>xmpp.tls is &quot;off&quot;: passwords and messages reach XMPP servers in the clear</source>
        <translation>xmpp.tls é &quot;off&quot;: senhas e mensagens chegam aos servidores XMPP sem criptografia</translation>
    </message>
    <message>
        <source>xmpp.verify_certificates is false: anyone on the way can pose as an XMPP server and take passwords</source>
        <translation>xmpp.verify_certificates é false: qualquer um no caminho pode se passar por um servidor XMPP e tomar senhas</translation>
    </message>
    <message>
        <source>a list of minutes, each a whole number from 1 to %1</source>
        <translation>uma lista de minutos, cada um um número inteiro de 1 a %1</translation>
    </message>
    <message>
        <source>a list of ports, each a whole number from 1 to %1</source>
        <translation>uma lista de portas, cada uma um número inteiro de 1 a %1</translation>
    </message>
    <message>
        <source>a mailto: or https: URL, such as &quot;mailto:admin@example.org&quot;</source>
        <translation>uma URL mailto: ou https:, como “mailto:admin@example.org”</translation>
    </message>
    <message>
        <source>an address or a network, such as &quot;192.0.2.1&quot; or &quot;10.0.0.0/8&quot;</source>
        <translation>um endereço ou uma rede, por exemplo “192.0.2.1” ou “10.0.0.0/8”</translation>
    </message>
    <message>
        <source>http.certificate and http.key go together, and one of them is missing</source>
        <translation>http.certificate e http.key andam juntos, e falta um dos dois</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConfigReader</name>
    <message>
        <source>one of %1</source>
        <translation>um de %1</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>uma tabela</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>uma lista</translation>
    </message>
    <message>
        <source>a date or time</source>
        <translation>uma data ou hora</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2</source>
        <translation>%1: não pode ser lido: %2</translation>
    </message>
    <message>
        <source>%1: expected %2, found %3</source>
        <translation>%1: esperava-se %2, encontrou-se %3</translation>
    </message>
    <message>
        <source>%1: there is no such key</source>
        <translation>%1: não existe tal chave</translation>
    </message>
    <message>
        <source>%1: there is no such key; did you mean %2?</source>
        <translation>%1: não existe tal chave; quis dizer %2?</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>um número inteiro de %1 a %2</translation>
    </message>
    <message>
        <source>a list, each element %1</source>
        <translation>uma lista, cada elemento %1</translation>
    </message>
    <message>
        <source>a path</source>
        <translation>um caminho</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConnectionBar</name>
    <message>
        <source>Admin socket</source>
        <translation>Socket de administração</translation>
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
        <translation>Conexão</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>O que fazer</translation>
    </message>
    <message>
        <source>There is no socket %1. Start webjabberd, or choose the socket that its configuration names ([admin] socket).</source>
        <translation>Não existe o socket %1. Inicie o webjabberd ou escolha o socket indicado na configuração ([admin] socket).</translation>
    </message>
    <message>
        <source>No daemon listens on %1. It was left behind: start webjabberd again.</source>
        <translation>Nenhum serviço escuta em %1. Ele ficou para trás: inicie o webjabberd de novo.</translation>
    </message>
    <message>
        <source>You may not use %1. Become a member of the group it belongs to ([admin] group), sign in again, and start the console once more.</source>
        <translation>Você não pode usar %1. Torne-se membro do grupo a que ele pertence ([admin] group), entre de novo e reabra o console.</translation>
    </message>
    <message>
        <source>The daemon has as many clients as it takes. Close another console or script.</source>
        <translation>O serviço já tem todos os clientes que aceita. Feche outro console ou script.</translation>
    </message>
    <message>
        <source>The daemon on %1 is of another version than this console. Install the same version of both, and connect again.</source>
        <translation>O serviço em %1 é de outra versão que este console. Instale a mesma versão de ambos e conecte de novo.</translation>
    </message>
    <message>
        <source>The daemon is away. What you see is the last it said; the console goes on trying.</source>
        <translation>O serviço está fora. O que você vê é o último que ele disse; o console continua tentando.</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>não conectado</translation>
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
        <translation>webjabber-console: não há tradução “%1”.</translation>
    </message>
    <message>
        <source>Shows what a webjabberd on this machine does: its sessions, queues, pushes, stanzas and log.</source>
        <translation>Mostra o que um webjabberd nesta máquina faz: sessões, filas, pushes, stanzas e log.</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>Mostrar este texto.</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>Mostrar a versão.</translation>
    </message>
    <message>
        <source>The daemon&apos;s admin socket. Without it: the one used last.</source>
        <translation>O socket de administração do serviço. Sem ele: o último usado.</translation>
    </message>
    <message>
        <source>The language to speak, such as es or pt_BR, in place of the system&apos;s.</source>
        <translation>O idioma a usar, por exemplo es ou pt_BR, em vez do idioma do sistema.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option.</source>
        <translation>&apos;%1&apos; não é uma opção.</translation>
    </message>
    <message>
        <source>Try &apos;webjabber-console --help&apos;.</source>
        <translation>Tente &apos;webjabber-console --help&apos;.</translation>
    </message>
    <message>
        <source>Usage: webjabber-console [options]</source>
        <translation>Uso: webjabber-console [opções]</translation>
    </message>
    <message>
        <source>Print the sessions, one on a line, and end; needs no screen.</source>
        <translation>Mostrar as sessões, uma por linha, e terminar; não precisa de tela.</translation>
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
        <translation>Nome</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Visto por último</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>Lido até</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Não lidos</translation>
    </message>
</context>
<context>
    <name>WebJabber::EventsModel</name>
    <message>
        <source>received</source>
        <translation>recebido</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviado</translation>
    </message>
    <message>
        <source>message</source>
        <translation>mensagem</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>recibo</translation>
    </message>
    <message>
        <source>read marker</source>
        <translation>marca de leitura</translation>
    </message>
    <message>
        <source>contact request</source>
        <translation>pedido de contato</translation>
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
        <translation>A linha selecionada, completa</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Limpar</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Salvar…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln linha</numerusform>
            <numerusform>%Ln linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the lines shown</source>
        <translation>Salvar as linhas mostradas</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texto (*.txt)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>Não foi possível gravar %1.</translation>
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
        <translation>Categoria</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nível</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>depuração</translation>
    </message>
    <message>
        <source>information</source>
        <translation>informação</translation>
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
        <translation>Log</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln linha chegou rápido demais e não é mostrada.</numerusform>
            <numerusform>%Ln linhas chegaram rápido demais e não são mostradas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The least that is logged</source>
        <translation>O mínimo que é registrado</translation>
    </message>
</context>
<context>
    <name>WebJabber::MainWindow</name>
    <message>
        <source>WebJabber console</source>
        <translation>Console do WebJabber</translation>
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
        <translation>Visão geral</translation>
    </message>
    <message>
        <source>What needs a person</source>
        <translation>O que precisa de uma pessoa</translation>
    </message>
    <message>
        <source>Messages per second</source>
        <translation>Mensagens por segundo</translation>
    </message>
    <message>
        <source>Pushes per second</source>
        <translation>Pushes por segundo</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Daemon</source>
        <translation>Serviço</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>Rodando desde</translation>
    </message>
    <message>
        <source>Serves HTTP at</source>
        <translation>Serve HTTP em</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Processo</translation>
    </message>
    <message>
        <source>Event loop is late by</source>
        <translation>Atraso do laço de eventos</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessões</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Máquina</translation>
    </message>
    <message>
        <source>Last commit took</source>
        <translation>A última gravação levou</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memória</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Arquivos abertos</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Reconexões</translation>
    </message>
    <message>
        <source>Consoles and scripts</source>
        <translation>Consoles e scripts</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 (at most %2 in the last minute)</source>
        <translation>%1 (no máximo %2 no último minuto)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln account(s) cannot sign in: the XMPP server refuses their passwords.</source>
        <translation>
            <numerusform>%Ln conta não consegue entrar: o servidor XMPP recusa a senha.</numerusform>
            <numerusform>%Ln contas não conseguem entrar: o servidor XMPP recusa as senhas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The daemon was busy for %Ln millisecond(s) without a pause: everybody waited.</source>
        <translation>
            <numerusform>O serviço ficou ocupado por %Ln milissegundo sem pausa: todos esperaram.</numerusform>
            <numerusform>O serviço ficou ocupado por %Ln milissegundos sem pausa: todos esperaram.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln more file(s) can be opened: raise the limit (LimitNOFILE).</source>
        <translation>
            <numerusform>Só é possível abrir mais %Ln arquivo: aumente o limite (LimitNOFILE).</numerusform>
            <numerusform>Só é possível abrir mais %Ln arquivos: aumente o limite (LimitNOFILE).</numerusform>
        </translation>
    </message>
    <message>
        <source>The configuration is risky: %1</source>
        <translation>A configuração é arriscada: %1</translation>
    </message>
    <message>
        <source>Nothing: all is well.</source>
        <translation>Nada: está tudo bem.</translation>
    </message>
    <message>
        <source>The database takes nothing, and so no message is accepted: look at the disk and at the log.</source>
        <translation>O banco de dados não aceita nada e, por isso, nenhuma mensagem é aceita: verifique o disco e o registro.</translation>
    </message>
</context>
<context>
    <name>WebJabber::Page</name>
    <message>
        <source>What went wrong</source>
        <translation>O que deu errado</translation>
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
        <translation>tentando de novo</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>quebrado</translation>
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
        <translation>Tentativas falhas</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Próxima tentativa</translation>
    </message>
    <message>
        <source>Last status</source>
        <translation>Último status</translation>
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
        <translation>Inscrições de push</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>&amp;Tentar agora</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Excluir…</translation>
    </message>
    <message>
        <source>Delete this push subscription of %1? Its device hears of news only when it asks.</source>
        <translation>Excluir esta inscrição de push de %1? O dispositivo só saberá de novidades quando perguntar.</translation>
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
        <translation>Mais antigo</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>A enviar</translation>
    </message>
</context>
<context>
    <name>WebJabber::QueuesPage</name>
    <message>
        <source>Queues</source>
        <translation>Filas</translation>
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
        <translation>&amp;Salvar…</translation>
    </message>
    <message>
        <source>Select a queue to see what is in it.</source>
        <translation>Selecione uma fila para ver o que há nela.</translation>
    </message>
    <message>
        <source>Show the texts of the messages kept for %1? The daemon records in its audit log that you did.</source>
        <translation>Mostrar os textos das mensagens guardadas para %1? O serviço anota no log de auditoria que você o fez.</translation>
    </message>
    <message>
        <source>Save the queue</source>
        <translation>Salvar a fila</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>Não foi possível gravar %1.</translation>
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
        <translation>Mensagens recebidas</translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation>Mensagens enviadas</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>Pushes</translation>
    </message>
    <message>
        <source>Pushes that failed</source>
        <translation>Pushes que falharam</translation>
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
        <translation>conectando</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>em espera</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusada</translation>
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
        <translation>Pendentes</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Última atividade</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Reconexões</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Último erro</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>Sessões</translation>
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
        <translation>Enc&amp;errar sessão…</translation>
    </message>
    <message>
        <source>Select a session to see more of it.</source>
        <translation>Selecione uma sessão para ver mais dela.</translation>
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
        <translation>Última atividade: %1</translation>
    </message>
    <message>
        <source>Last error: %1</source>
        <translation>Último erro: %1</translation>
    </message>
    <message>
        <source>Sign %1 out? All its devices lose their access, and the messages kept for them are deleted.</source>
        <translation>Encerrar a sessão de %1? Todos os dispositivos perdem o acesso, e as mensagens guardadas para eles são excluídas.</translation>
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
            <numerusform>%Ln linha</numerusform>
            <numerusform>%Ln linhas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln row(s)</source>
        <translation>
            <numerusform>%1 de %Ln linha</numerusform>
            <numerusform>%1 de %Ln linhas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TlsIdentity</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>não é possível ler %1: %2</translation>
    </message>
    <message>
        <source>%1 holds no certificate, or a broken one</source>
        <translation>%1 não contém nenhum certificado, ou contém um danificado</translation>
    </message>
    <message>
        <source>%1 holds no private key, or one with a passphrase</source>
        <translation>%1 não contém nenhuma chave privada, ou uma com senha</translation>
    </message>
    <message>
        <source>the key in %1 is not that of the certificate in %2</source>
        <translation>a chave em %1 não é a do certificado em %2</translation>
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
        <translation>recebido</translation>
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
        <translation>Rastreio</translation>
    </message>
    <message>
        <source>Stanzas</source>
        <translation>Stanzas</translation>
    </message>
    <message>
        <source>JID, or nothing for all</source>
        <translation>JID, ou nada para todos</translation>
    </message>
    <message>
        <source>Whose stanzas to show</source>
        <translation>De quem mostrar as stanzas</translation>
    </message>
    <message>
        <source>The daemon records in its audit log that you look.</source>
        <translation>O serviço anota no log de auditoria que você está olhando.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>Pa&amp;rar</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>Inicia&amp;r</translation>
    </message>
    <message>
        <source>“%1” is not a JID.</source>
        <translation>“%1” não é um JID.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln stanza(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln stanza chegou rápido demais e não é mostrada.</numerusform>
            <numerusform>%Ln stanzas chegaram rápido demais e não são mostradas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The daemon allows no trace at the moment; its log says why.</source>
        <translation>O serviço não permite rastreio no momento; o log diz por quê.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>built-in defaults</source>
        <translation>valores padrão</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>aviso: %1</translation>
    </message>
    <message>
        <source>WEBJABBER_EVENT_DISPATCHER must be epoll or qt.</source>
        <translation>WEBJABBER_EVENT_DISPATCHER deve ser epoll ou qt.</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>name@example.org</source>
        <extracomment>an example of an XMPP address; keep the @</extracomment>
        <translation>nome@example.org</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Senha</translation>
    </message>
    <message>
        <source>Remember this device</source>
        <translation>Lembrar deste dispositivo</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Entrando…</translation>
    </message>
    <message>
        <source>Sign in with your XMPP (Jabber) account.</source>
        <translation>Entre com sua conta XMPP (Jabber).</translation>
    </message>
    <message>
        <source>Your password is sent to this gateway, and never kept in this browser.</source>
        <translation>Sua senha é enviada a este gateway e nunca fica guardada neste navegador.</translation>
    </message>
    <message>
        <source>Forget what is stored here of %1</source>
        <extracomment>%1 is an address</extracomment>
        <translation>Excluir os dados de %1 guardados aqui</translation>
    </message>
    <message>
        <source>You were signed out. What this device has received is still here: sign in to go on.</source>
        <translation>Sua sessão foi encerrada. O que este dispositivo recebeu continua aqui: entre para continuar.</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contatos</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Pedidos</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>Adicionar contato</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>of a person</extracomment>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
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
        <translation>Recusar</translation>
    </message>
    <message>
        <source>wants to see when you are online</source>
        <extracomment>follows an address: name@example.org wants ...</extracomment>
        <translation>quer ver quando você está online</translation>
    </message>
    <message>
        <source>No contacts yet. Add the address of somebody you know.</source>
        <translation>Nenhum contato ainda. Adicione o endereço de alguém que você conhece.</translation>
    </message>
    <message>
        <source>You: %1</source>
        <extracomment>the newest message of a conversation, written by oneself; %1 is its text</extracomment>
        <translation>Você: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n mensagem não lida</numerusform>
            <numerusform>%n mensagens não lidas</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>Aguardando aprovação</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Disponibilidade</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Free to chat</source>
        <translation>Disponível para conversar</translation>
    </message>
    <message>
        <source>Away</source>
        <extracomment>of a person</extracomment>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Away for long</source>
        <translation>Ausente por muito tempo</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Não perturbe</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
    <message>
        <source>Status text</source>
        <translation>Mensagem de status</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notificações</translation>
    </message>
    <message>
        <source>Your browser forbids notifications for this page. You can change that in its settings.</source>
        <translation>O navegador bloqueia as notificações desta página. Você pode mudar isso nas configurações dele.</translation>
    </message>
    <message>
        <source>No push service answers this browser: you are notified only while this page is open.</source>
        <translation>Nenhum serviço de push responde a este navegador: você só recebe notificações enquanto esta página está aberta.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>Sair de todas as sessões</translation>
    </message>
    <message>
        <source>Sign out? What this device has stored is deleted.</source>
        <translation>Sair? O que este dispositivo guardou será excluído.</translation>
    </message>
    <message>
        <source>Sign out on all devices? Messages that are waiting, on the gateway and here, are deleted.</source>
        <translation>Sair em todos os dispositivos? As mensagens em espera, no gateway e aqui, serão excluídas.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not sent yet will be lost.</source>
        <translation>
            <numerusform>%n mensagem ainda não enviada será perdida.</numerusform>
            <numerusform>%n mensagens ainda não enviadas serão perdidas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opções</translation>
    </message>
    <message>
        <source>Contact options</source>
        <translation>Opções do contato</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renomear</translation>
    </message>
    <message>
        <source>Remove contact</source>
        <translation>Remover contato</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>Excluir conversa</translation>
    </message>
    <message>
        <source>%1 leaves your contacts, and the conversation on this device is deleted.</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 sairá dos seus contatos, e a conversa neste dispositivo será excluída.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>To the newest messages</source>
        <extracomment>a button that scrolls down</extracomment>
        <translation>Ir para as últimas mensagens</translation>
    </message>
    <message>
        <source>Choose a contact to read and write.</source>
        <translation>Escolha um contato para ler e escrever.</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>Nenhuma mensagem ainda.</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 está digitando…</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ontem</translation>
    </message>
    <message>
        <source>Older messages are no longer on the gateway. Some may be missing here.</source>
        <translation>As mensagens mais antigas não estão mais no gateway. Podem faltar algumas aqui.</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>Aguardando a rede</translation>
    </message>
    <message>
        <source>Waiting for your server</source>
        <translation>Aguardando seu servidor</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviada</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregue</translation>
    </message>
    <message>
        <source>Read</source>
        <extracomment>of a message: it has been read</extracomment>
        <translation>Lida</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Não enviada</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Conectando…</translation>
    </message>
    <message>
        <source>No connection. What you write is sent later.</source>
        <translation>Sem conexão. O que você escrever será enviado depois.</translation>
    </message>
    <message>
        <source>Your XMPP server is away. What you write is sent later.</source>
        <translation>Seu servidor XMPP está indisponível. O que você escrever será enviado depois.</translation>
    </message>
    <message>
        <source>Your XMPP server no longer accepts the password. Sign out, and sign in again.</source>
        <translation>Seu servidor XMPP não aceita mais a senha. Saia e entre de novo.</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Nova mensagem</translation>
    </message>
    <message>
        <source>Notifications work.</source>
        <translation>As notificações funcionam.</translation>
    </message>
    <message>
        <source>There is no connection to the gateway.</source>
        <translation>Não há conexão com o gateway.</translation>
    </message>
    <message>
        <source>This is not an address. It looks like name@example.org.</source>
        <translation>Isto não é um endereço. Um endereço é assim: nome@example.org.</translation>
    </message>
    <message>
        <source>The address or the password is wrong.</source>
        <translation>Endereço ou senha incorretos.</translation>
    </message>
    <message>
        <source>This gateway does not connect to that server.</source>
        <translation>Este gateway não se conecta a esse servidor.</translation>
    </message>
    <message>
        <source>That XMPP server cannot be reached.</source>
        <translation>Não é possível acessar esse servidor XMPP.</translation>
    </message>
    <message>
        <source>That XMPP server refused the request.</source>
        <translation>Esse servidor XMPP recusou o pedido.</translation>
    </message>
    <message>
        <source>That XMPP server does not answer.</source>
        <translation>Esse servidor XMPP não responde.</translation>
    </message>
    <message>
        <source>This text is too long.</source>
        <translation>Este texto é longo demais.</translation>
    </message>
    <message>
        <source>Too many tries. Wait a little.</source>
        <translation>Muitas tentativas. Espere um pouco.</translation>
    </message>
    <message>
        <source>The gateway cannot store anything now. Try again later.</source>
        <translation>O gateway não consegue guardar nada agora. Tente mais tarde.</translation>
    </message>
    <message>
        <source>This did not work: %1</source>
        <extracomment>%1 is a technical text, in English</extracomment>
        <translation>Isso não funcionou: %1</translation>
    </message>
    <message>
        <source>This browser lets the page store nothing. WebJabber needs that.</source>
        <translation>Este navegador não deixa a página guardar dados, e o WebJabber precisa disso.</translation>
    </message>
    <message>
        <source>The conversation with %1 is deleted on this device.</source>
        <extracomment>%1 is an address</extracomment>
        <translation>A conversa com %1 é excluída deste dispositivo.</translation>
    </message>
</context>
</TS>
