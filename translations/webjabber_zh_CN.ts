<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>WebJabber::CommandLine</name>
    <message>
        <source>Read this TOML file. Without it: %1 if it is there, else the built-in defaults.</source>
        <translation>读取此 TOML 文件。若不指定：存在 %1 则用它，否则用内置默认值。</translation>
    </message>
    <message>
        <source>Say what is wrong with the configuration, or that it is good, and end.</source>
        <translation>说明配置有何错误或配置正确，然后退出。</translation>
    </message>
    <message>
        <source>Serve HTTP here, such as 127.0.0.1:8080 or [::1]:8080. Port 0 takes any free port.</source>
        <translation>在此提供 HTTP 服务，如 127.0.0.1:8080 或 [::1]:8080。端口 0 表示任意空闲端口。</translation>
    </message>
    <message>
        <source>Serve the operator&apos;s API on this UNIX socket.</source>
        <translation>在此 UNIX 套接字上提供管理员 API。</translation>
    </message>
    <message>
        <source>Keep the database here.</source>
        <translation>将数据库保存在此处。</translation>
    </message>
    <message>
        <source>What to log, as Qt logging rules, such as &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</source>
        <translation>记录哪些日志，采用 Qt 日志规则，如 &quot;webjabber.session.debug=true;webjabber.access=false&quot;。</translation>
    </message>
    <message>
        <source>Print the versions of webjabberd and its libraries.</source>
        <translation>显示 webjabberd 及其库的版本。</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>显示本文本。</translation>
    </message>
    <message>
        <source>Try &apos;webjabberd --help&apos;.</source>
        <translation>请尝试 &apos;webjabberd --help&apos;。</translation>
    </message>
    <message>
        <source>Usage: webjabberd [options]</source>
        <translation>用法：webjabberd [选项]</translation>
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
选项优先于配置文件。

退出码：
  0  按要求停止
  1  运行时失败
  2  参数或配置有误
  3  地址被占用，或管理套接字不可用
  4  数据库不可用，或由更新的版本写入

信号：
  SIGTERM, SIGINT  在 10 秒内正常停止；再来一次则立即停止
  SIGHUP           重新读取配置文件

文件：
  /etc/webjabber/webjabber.toml  配置
  /var/lib/webjabber             数据库
  /run/webjabber/admin.sock      管理员 API

示例：
  webjabberd --config webjabber.toml --check-config
  webjabberd --config webjabber.toml --listen 127.0.0.1:8080
</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 需要一个值。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option; webjabberd takes nothing else.</source>
        <translation>&apos;%1&apos; 不是选项；webjabberd 不接受其他参数。</translation>
    </message>
    <message>
        <source>--listen: &apos;%1&apos; is not an address and a port, such as 127.0.0.1:8080 or [::1]:8080.</source>
        <translation>--listen：&apos;%1&apos; 不是地址加端口，如 127.0.0.1:8080 或 [::1]:8080。</translation>
    </message>
    <message>
        <source>--log-rules: &apos;%1&apos; are not logging rules, such as webjabber.session.debug=true.</source>
        <translation>--log-rules：&apos;%1&apos; 不是日志规则，如 webjabber.session.debug=true。</translation>
    </message>
    <message>
        <source>Keeps XMPP sessions for phones and web pages and offers them over plain HTTP.
When a message arrives and nobody is looking, it calls the user&apos;s push endpoint.</source>
        <translation>为手机和网页保持 XMPP 会话，并通过普通 HTTP 提供。
有消息到达而无人查看时，会调用用户的推送端点。</translation>
    </message>
    <message>
        <source>
Environment:
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot; (default), or &quot;qt&quot;: the event loop of Qt,
                              which costs more with each connection
</source>
        <translation>
环境变量：
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot;（默认）或 &quot;qt&quot;：Qt 自带的事件循环，
                              每多一个连接开销就更大
</translation>
    </message>
</context>
<context>
    <name>WebJabber::Config</name>
    <message>
        <source>a readable PEM file (%1: %2)</source>
        <translation>一个可读的 PEM 文件（%1：%2）</translation>
    </message>
    <message>
        <source>a PEM file with one or more certificates, all of them whole</source>
        <translation>一个含有一个或多个完整证书的 PEM 文件</translation>
    </message>
    <message>
        <source>a host name or an address</source>
        <translation>一个主机名或地址</translation>
    </message>
    <message>
        <source>a table for each domain, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>每个域一个表，如 [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>a domain name, each only once</source>
        <translation>一个域名，每个只出现一次</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>一个表</translation>
    </message>
    <message>
        <source>a domain in quotes, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>一个带引号的域，如 [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>an address and a port, such as &quot;127.0.0.1:8080&quot; or &quot;[::1]:8080&quot;</source>
        <translation>一个地址和端口，如 &quot;127.0.0.1:8080&quot; 或 &quot;[::1]:8080&quot;</translation>
    </message>
    <message>
        <source>an origin as browsers send it, such as &quot;https://example.org&quot; (lower case, no path, no slash at the end)</source>
        <translation>一个浏览器所发送的来源，如 &quot;https://example.org&quot;（小写，无路径，末尾无斜杠）</translation>
    </message>
    <message>
        <source>a web address, such as &quot;https://example.org/&quot;</source>
        <translation>一个网址，如 &quot;https://example.org/&quot;</translation>
    </message>
    <message>
        <source>a domain name</source>
        <translation>一个域名</translation>
    </message>
    <message>
        <source>a host name or an address, without a port</source>
        <translation>一个主机名或地址，不带端口</translation>
    </message>
    <message>
        <source>a group, by name or number</source>
        <translation>一个组，名称或编号</translation>
    </message>
    <message>
        <source>logging rules, such as &quot;webjabber.session.debug=true&quot;</source>
        <translation>日志规则，如 &quot;webjabber.session.debug=true&quot;</translation>
    </message>
    <message>
        <source>compat.auth is &quot;jid&quot;: whoever uses this machine and knows a JID can read its messages and send in its name</source>
        <translation>compat.auth 为 &quot;jid&quot;：任何使用本机并知道某个 JID 的人都能读取其消息并以其名义发送</translation>
    </message>
    <message>
        <source>DANGER: compat.auth is &quot;jid&quot; and http.listen is %1, which other machines reach: ANYONE who knows a JID can read its messages and send in its name. Set compat.auth to &quot;token&quot;, or listen on 127.0.0.1 only</source>
        <translation>危险：compat.auth 为 &quot;jid&quot; 且 http.listen 为 %1，其他机器可以访问：任何知道某个 JID 的人都能读取其消息并以其名义发送。请将 compat.auth 设为 &quot;token&quot;，或只监听 127.0.0.1</translation>
    </message>
    <message>
        <source>compat.password_in_query is &quot;always&quot;: proxies and browser histories will keep passwords</source>
        <translation>compat.password_in_query 为 &quot;always&quot;：代理和浏览器历史会留下密码</translation>
    </message>
    <message>
        <source>xmpp.tls is &quot;off&quot;: passwords and messages reach XMPP servers in the clear</source>
        <translation>xmpp.tls 为 &quot;off&quot;：密码和消息以明文到达 XMPP 服务器</translation>
    </message>
    <message>
        <source>xmpp.verify_certificates is false: anyone on the way can pose as an XMPP server and take passwords</source>
        <translation>xmpp.verify_certificates 为 false：途中的任何人都能冒充 XMPP 服务器并获取密码</translation>
    </message>
    <message>
        <source>a list of minutes, each a whole number from 1 to %1</source>
        <translation>分钟列表，每个为 1 到 %1 的整数</translation>
    </message>
    <message>
        <source>a list of ports, each a whole number from 1 to %1</source>
        <translation>端口列表，每个都是 1 到 %1 的整数</translation>
    </message>
    <message>
        <source>a mailto: or https: URL, such as &quot;mailto:admin@example.org&quot;</source>
        <translation>mailto: 或 https: 网址，例如“mailto:admin@example.org”</translation>
    </message>
    <message>
        <source>an address or a network, such as &quot;192.0.2.1&quot; or &quot;10.0.0.0/8&quot;</source>
        <translation>地址或网络，例如“192.0.2.1”或“10.0.0.0/8”</translation>
    </message>
    <message>
        <source>http.certificate and http.key go together, and one of them is missing</source>
        <translation>http.certificate 和 http.key 必须同时设置，现在缺少其中一个</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConfigReader</name>
    <message>
        <source>one of %1</source>
        <translation>%1 之一</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>一个表</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>一个列表</translation>
    </message>
    <message>
        <source>a date or time</source>
        <translation>一个日期或时间</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2</source>
        <translation>%1：无法读取：%2</translation>
    </message>
    <message>
        <source>%1: expected %2, found %3</source>
        <translation>%1：应为 %2，实为 %3</translation>
    </message>
    <message>
        <source>%1: there is no such key</source>
        <translation>%1：没有这个键</translation>
    </message>
    <message>
        <source>%1: there is no such key; did you mean %2?</source>
        <translation>%1：没有这个键；您是指 %2 吗？</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>%1 到 %2 的整数</translation>
    </message>
    <message>
        <source>a list, each element %1</source>
        <translation>一个列表，每个元素为%1</translation>
    </message>
    <message>
        <source>a path</source>
        <translation>一个路径</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConnectionBar</name>
    <message>
        <source>Admin socket</source>
        <translation>管理套接字</translation>
    </message>
    <message>
        <source>&amp;Socket:</source>
        <translation>套接字(&amp;S)：</translation>
    </message>
    <message>
        <source>C&amp;onnect</source>
        <translation>连接(&amp;O)</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>该怎么做</translation>
    </message>
    <message>
        <source>There is no socket %1. Start webjabberd, or choose the socket that its configuration names ([admin] socket).</source>
        <translation>套接字 %1 不存在。请启动 webjabberd，或选择其配置（[admin] socket）中指定的套接字。</translation>
    </message>
    <message>
        <source>No daemon listens on %1. It was left behind: start webjabberd again.</source>
        <translation>没有守护进程在 %1 上监听。这是遗留文件：请重新启动 webjabberd。</translation>
    </message>
    <message>
        <source>You may not use %1. Become a member of the group it belongs to ([admin] group), sign in again, and start the console once more.</source>
        <translation>您无权使用 %1。请加入其所属的组（[admin] group），重新登录，再启动控制台。</translation>
    </message>
    <message>
        <source>The daemon has as many clients as it takes. Close another console or script.</source>
        <translation>守护进程的客户端已满。请关闭另一个控制台或脚本。</translation>
    </message>
    <message>
        <source>The daemon on %1 is of another version than this console. Install the same version of both, and connect again.</source>
        <translation>%1 上的守护进程与本控制台版本不同。请安装相同版本后重新连接。</translation>
    </message>
    <message>
        <source>The daemon is away. What you see is the last it said; the console goes on trying.</source>
        <translation>守护进程已离开。您看到的是它最后的信息；控制台会继续尝试。</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConsoleMain</name>
    <message>
        <source>webjabber-console: there is no translation “%1”.</source>
        <translation>webjabber-console：没有翻译“%1”。</translation>
    </message>
    <message>
        <source>Shows what a webjabberd on this machine does: its sessions, queues, pushes, stanzas and log.</source>
        <translation>显示本机 webjabberd 的运行情况：会话、队列、推送、节和日志。</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>显示本文本。</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>The daemon&apos;s admin socket. Without it: the one used last.</source>
        <translation>守护进程的管理套接字。若不指定：上次使用的那个。</translation>
    </message>
    <message>
        <source>The language to speak, such as es or pt_BR, in place of the system&apos;s.</source>
        <translation>使用的语言，如 es 或 pt_BR，代替系统语言。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option.</source>
        <translation>&apos;%1&apos; 不是选项。</translation>
    </message>
    <message>
        <source>Try &apos;webjabber-console --help&apos;.</source>
        <translation>请尝试 &apos;webjabber-console --help&apos;。</translation>
    </message>
    <message>
        <source>Usage: webjabber-console [options]</source>
        <translation>用法：webjabber-console [选项]</translation>
    </message>
    <message>
        <source>Print the sessions, one on a line, and end; needs no screen.</source>
        <translation>逐行显示会话后退出；不需要屏幕。</translation>
    </message>
</context>
<context>
    <name>WebJabber::DevicesModel</name>
    <message>
        <source>2012 client</source>
        <translation>2012 客户端</translation>
    </message>
    <message>
        <source>v1 client</source>
        <translation>v1 客户端</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>上次在线</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>已读至</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>未读</translation>
    </message>
</context>
<context>
    <name>WebJabber::EventsModel</name>
    <message>
        <source>received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>read marker</source>
        <translation>已读标记</translation>
    </message>
    <message>
        <source>contact request</source>
        <translation>联系人请求</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发件人</translation>
    </message>
    <message>
        <source>To</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>WebJabber::LinesPane</name>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>The line selected, in full</source>
        <translation>所选行的全文</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>清空(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the lines shown</source>
        <translation>保存所显示的行</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
</context>
<context>
    <name>WebJabber::LogModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>information</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>严重</translation>
    </message>
</context>
<context>
    <name>WebJabber::LogPage</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln 行来得太快，未显示。</numerusform>
        </translation>
    </message>
    <message>
        <source>The least that is logged</source>
        <translation>记录的最低级别</translation>
    </message>
</context>
<context>
    <name>WebJabber::MainWindow</name>
    <message>
        <source>WebJabber console</source>
        <translation>WebJabber 控制台</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>WebJabber::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>What needs a person</source>
        <translation>需要人工处理</translation>
    </message>
    <message>
        <source>Messages per second</source>
        <translation>每秒消息数</translation>
    </message>
    <message>
        <source>Pushes per second</source>
        <translation>每秒推送数</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1：</translation>
    </message>
    <message>
        <source>Daemon</source>
        <translation>守护进程</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>运行始于</translation>
    </message>
    <message>
        <source>Serves HTTP at</source>
        <translation>HTTP 地址</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Event loop is late by</source>
        <translation>事件循环延迟</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>Last commit took</source>
        <translation>上次提交耗时</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>打开的文件</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>重连次数</translation>
    </message>
    <message>
        <source>Consoles and scripts</source>
        <translation>控制台和脚本</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 (at most %2 in the last minute)</source>
        <translation>%1（最近一分钟最多 %2）</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln account(s) cannot sign in: the XMPP server refuses their passwords.</source>
        <translation>
            <numerusform>%Ln 个帐号无法登录：XMPP 服务器拒绝其密码。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The daemon was busy for %Ln millisecond(s) without a pause: everybody waited.</source>
        <translation>
            <numerusform>守护进程连续忙碌 %Ln 毫秒：所有人都在等待。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln more file(s) can be opened: raise the limit (LimitNOFILE).</source>
        <translation>
            <numerusform>只能再打开 %Ln 个文件：请提高限制（LimitNOFILE）。</numerusform>
        </translation>
    </message>
    <message>
        <source>The configuration is risky: %1</source>
        <translation>配置有风险：%1</translation>
    </message>
    <message>
        <source>Nothing: all is well.</source>
        <translation>无：一切正常。</translation>
    </message>
    <message>
        <source>The database takes nothing, and so no message is accepted: look at the disk and at the log.</source>
        <translation>数据库无法写入，因此不接受任何消息：请检查磁盘和日志。</translation>
    </message>
</context>
<context>
    <name>WebJabber::Page</name>
    <message>
        <source>What went wrong</source>
        <translation>出了什么问题</translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesModel</name>
    <message>
        <source>working</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>重试中</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>已失效</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>失败次数</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>下次尝试</translation>
    </message>
    <message>
        <source>Last status</source>
        <translation>上次状态</translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesPage</name>
    <message>
        <source>Pushes</source>
        <translation>推送</translation>
    </message>
    <message>
        <source>Push subscriptions</source>
        <translation>推送订阅</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>立即尝试(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>删除(&amp;D)…</translation>
    </message>
    <message>
        <source>Delete this push subscription of %1? Its device hears of news only when it asks.</source>
        <translation>删除 %1 的这个推送订阅？其设备只有主动询问时才能得知新消息。</translation>
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
        <translation>事件</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>最早</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>待发送</translation>
    </message>
</context>
<context>
    <name>WebJabber::QueuesPage</name>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Show &amp;texts…</source>
        <translation>显示文本(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Select a queue to see what is in it.</source>
        <translation>选择一个队列以查看其内容。</translation>
    </message>
    <message>
        <source>Show the texts of the messages kept for %1? The daemon records in its audit log that you did.</source>
        <translation>显示为 %1 保存的消息文本？守护进程会在审计日志中记录您的操作。</translation>
    </message>
    <message>
        <source>Save the queue</source>
        <translation>保存队列</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesChart</name>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesModel</name>
    <message>
        <source>Messages received</source>
        <translation>收到的消息</translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation>发送的消息</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>推送</translation>
    </message>
    <message>
        <source>Pushes that failed</source>
        <translation>失败的推送</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsModel</name>
    <message>
        <source>online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>始于</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>待取</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>上次活动</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>重连次数</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>上次错误</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>重新连接(&amp;R)</translation>
    </message>
    <message>
        <source>Sign &amp;out…</source>
        <translation>注销(&amp;O)…</translation>
    </message>
    <message>
        <source>Select a session to see more of it.</source>
        <translation>选择一个会话以查看详情。</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>自 %2 起%1</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>服务器：%1</translation>
    </message>
    <message>
        <source>Last activity: %1</source>
        <translation>上次活动：%1</translation>
    </message>
    <message>
        <source>Last error: %1</source>
        <translation>上次错误：%1</translation>
    </message>
    <message>
        <source>Sign %1 out? All its devices lose their access, and the messages kept for them are deleted.</source>
        <translation>注销 %1？其所有设备将失去访问权限，为它们保存的消息将被删除。</translation>
    </message>
</context>
<context>
    <name>WebJabber::TablePane</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln row(s)</source>
        <translation>
            <numerusform>%1 / %Ln 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TlsIdentity</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 holds no certificate, or a broken one</source>
        <translation>%1 中没有证书，或证书已损坏</translation>
    </message>
    <message>
        <source>%1 holds no private key, or one with a passphrase</source>
        <translation>%1 中没有私钥，或私钥带有密码</translation>
    </message>
    <message>
        <source>the key in %1 is not that of the certificate in %2</source>
        <translation>%1 中的密钥与 %2 中的证书不匹配</translation>
    </message>
</context>
<context>
    <name>WebJabber::TraceModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Stanza</source>
        <translation>节</translation>
    </message>
    <message>
        <source>received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>发送</translation>
    </message>
</context>
<context>
    <name>WebJabber::TracePage</name>
    <message>
        <source>Trace</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>Stanzas</source>
        <translation>节</translation>
    </message>
    <message>
        <source>JID, or nothing for all</source>
        <translation>JID，留空表示全部</translation>
    </message>
    <message>
        <source>Whose stanzas to show</source>
        <translation>显示谁的节</translation>
    </message>
    <message>
        <source>The daemon records in its audit log that you look.</source>
        <translation>守护进程会在审计日志中记录您的查看。</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>开始(&amp;T)</translation>
    </message>
    <message>
        <source>“%1” is not a JID.</source>
        <translation>“%1”不是 JID。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln stanza(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln 个节来得太快，未显示。</numerusform>
        </translation>
    </message>
    <message>
        <source>The daemon allows no trace at the moment; its log says why.</source>
        <translation>守护进程目前不允许跟踪；原因见其日志。</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>built-in defaults</source>
        <translation>内置默认值</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>警告：%1</translation>
    </message>
    <message>
        <source>WEBJABBER_EVENT_DISPATCHER must be epoll or qt.</source>
        <translation>WEBJABBER_EVENT_DISPATCHER 必须是 epoll 或 qt。</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>name@example.org</source>
        <extracomment>an example of an XMPP address; keep the @</extracomment>
        <translation>name@example.org</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Remember this device</source>
        <translation>记住此设备</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>Sign in with your XMPP (Jabber) account.</source>
        <translation>请使用您的 XMPP（Jabber）帐号登录。</translation>
    </message>
    <message>
        <source>Your password is sent to this gateway, and never kept in this browser.</source>
        <translation>您的密码会发送到此网关，绝不会保存在此浏览器中。</translation>
    </message>
    <message>
        <source>Forget what is stored here of %1</source>
        <extracomment>%1 is an address</extracomment>
        <translation>删除此处存储的 %1 的数据</translation>
    </message>
    <message>
        <source>You were signed out. What this device has received is still here: sign in to go on.</source>
        <translation>您已被退出登录。此设备收到的内容仍在这里：请重新登录以继续。</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>添加联系人</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>of a person</extracomment>
        <translation>名字</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>wants to see when you are online</source>
        <extracomment>follows an address: name@example.org wants ...</extracomment>
        <translation>想知道您何时在线</translation>
    </message>
    <message>
        <source>No contacts yet. Add the address of somebody you know.</source>
        <translation>还没有联系人。请添加您认识的人的地址。</translation>
    </message>
    <message>
        <source>You: %1</source>
        <extracomment>the newest message of a conversation, written by oneself; %1 is its text</extracomment>
        <translation>我：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n 条未读消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>等待对方同意</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>在线状态</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Free to chat</source>
        <translation>有空聊天</translation>
    </message>
    <message>
        <source>Away</source>
        <extracomment>of a person</extracomment>
        <translation>离开</translation>
    </message>
    <message>
        <source>Away for long</source>
        <translation>长时间离开</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>请勿打扰</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>You</source>
        <translation>我</translation>
    </message>
    <message>
        <source>Status text</source>
        <translation>状态消息</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Your browser forbids notifications for this page. You can change that in its settings.</source>
        <translation>您的浏览器禁止此页面发送通知。您可以在浏览器设置中更改。</translation>
    </message>
    <message>
        <source>No push service answers this browser: you are notified only while this page is open.</source>
        <translation>没有推送服务响应此浏览器：只有打开此页面时您才会收到通知。</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>全部退出登录</translation>
    </message>
    <message>
        <source>Sign out? What this device has stored is deleted.</source>
        <translation>要退出登录吗？此设备存储的内容将被删除。</translation>
    </message>
    <message>
        <source>Sign out on all devices? Messages that are waiting, on the gateway and here, are deleted.</source>
        <translation>要在所有设备上退出登录吗？网关上和此处等待中的消息将被删除。</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not sent yet will be lost.</source>
        <translation>
            <numerusform>%n 条尚未发送的消息将会丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Contact options</source>
        <translation>联系人选项</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Remove contact</source>
        <translation>删除联系人</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>删除对话</translation>
    </message>
    <message>
        <source>%1 leaves your contacts, and the conversation on this device is deleted.</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 将从您的联系人中移除，此设备上的对话将被删除。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>To the newest messages</source>
        <extracomment>a button that scrolls down</extracomment>
        <translation>转到最新消息</translation>
    </message>
    <message>
        <source>Choose a contact to read and write.</source>
        <translation>请选择一个联系人开始聊天。</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>还没有消息。</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 正在输入…</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Older messages are no longer on the gateway. Some may be missing here.</source>
        <translation>较早的消息已不在网关上。这里可能缺少一些消息。</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>等待网络</translation>
    </message>
    <message>
        <source>Waiting for your server</source>
        <translation>等待您的服务器</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Read</source>
        <extracomment>of a message: it has been read</extracomment>
        <translation>已读</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发送</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>No connection. What you write is sent later.</source>
        <translation>没有连接。您写的消息会稍后发送。</translation>
    </message>
    <message>
        <source>Your XMPP server is away. What you write is sent later.</source>
        <translation>您的 XMPP 服务器暂时不可用。您写的消息会稍后发送。</translation>
    </message>
    <message>
        <source>Your XMPP server no longer accepts the password. Sign out, and sign in again.</source>
        <translation>您的 XMPP 服务器不再接受此密码。请退出登录，然后重新登录。</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>新消息</translation>
    </message>
    <message>
        <source>Notifications work.</source>
        <translation>通知功能正常。</translation>
    </message>
    <message>
        <source>There is no connection to the gateway.</source>
        <translation>没有与网关的连接。</translation>
    </message>
    <message>
        <source>This is not an address. It looks like name@example.org.</source>
        <translation>这不是地址。地址形如 name@example.org。</translation>
    </message>
    <message>
        <source>The address or the password is wrong.</source>
        <translation>地址或密码错误。</translation>
    </message>
    <message>
        <source>This gateway does not connect to that server.</source>
        <translation>此网关不连接该服务器。</translation>
    </message>
    <message>
        <source>That XMPP server cannot be reached.</source>
        <translation>无法连接该 XMPP 服务器。</translation>
    </message>
    <message>
        <source>That XMPP server refused the request.</source>
        <translation>该 XMPP 服务器拒绝了请求。</translation>
    </message>
    <message>
        <source>That XMPP server does not answer.</source>
        <translation>该 XMPP 服务器没有响应。</translation>
    </message>
    <message>
        <source>This text is too long.</source>
        <translation>文本太长。</translation>
    </message>
    <message>
        <source>Too many tries. Wait a little.</source>
        <translation>尝试次数过多。请稍等片刻。</translation>
    </message>
    <message>
        <source>The gateway cannot store anything now. Try again later.</source>
        <translation>网关目前无法存储任何内容。请稍后再试。</translation>
    </message>
    <message>
        <source>This did not work: %1</source>
        <extracomment>%1 is a technical text, in English</extracomment>
        <translation>操作未成功：%1</translation>
    </message>
    <message>
        <source>This browser lets the page store nothing. WebJabber needs that.</source>
        <translation>此浏览器不允许页面存储任何内容，而 WebJabber 需要存储。</translation>
    </message>
    <message>
        <source>The conversation with %1 is deleted on this device.</source>
        <extracomment>%1 is an address</extracomment>
        <translation>将从此设备上删除与 %1 的对话。</translation>
    </message>
</context>
</TS>
