<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG">
<context>
    <name>WebJabber::CommandLine</name>
    <message>
        <source>Read this TOML file. Without it: %1 if it is there, else the built-in defaults.</source>
        <translation>قراءة ملف TOML هذا. من دونه: %1 إن وُجد، وإلا فالقيم الافتراضية المضمّنة.</translation>
    </message>
    <message>
        <source>Say what is wrong with the configuration, or that it is good, and end.</source>
        <translation>بيان ما هو خاطئ في الإعدادات، أو أنها سليمة، ثم الإنهاء.</translation>
    </message>
    <message>
        <source>Serve HTTP here, such as 127.0.0.1:8080 or [::1]:8080. Port 0 takes any free port.</source>
        <translation>تقديم HTTP هنا، مثل 127.0.0.1:8080 أو [::1]:8080. المنفذ 0 يأخذ أي منفذ حر.</translation>
    </message>
    <message>
        <source>Serve the operator&apos;s API on this UNIX socket.</source>
        <translation>تقديم واجهة المشغّل على مقبس UNIX هذا.</translation>
    </message>
    <message>
        <source>Keep the database here.</source>
        <translation>حفظ قاعدة البيانات هنا.</translation>
    </message>
    <message>
        <source>What to log, as Qt logging rules, such as &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</source>
        <translation>ما يُسجَّل، بقواعد سجل Qt، مثل &quot;webjabber.session.debug=true;webjabber.access=false&quot;.</translation>
    </message>
    <message>
        <source>Print the versions of webjabberd and its libraries.</source>
        <translation>عرض إصدارات webjabberd ومكتباته.</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>عرض هذا النص.</translation>
    </message>
    <message>
        <source>Try &apos;webjabberd --help&apos;.</source>
        <translation>جرّب &apos;webjabberd --help&apos;.</translation>
    </message>
    <message>
        <source>Usage: webjabberd [options]</source>
        <translation>الاستعمال: webjabberd [خيارات]</translation>
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
الخيار أقوى من ملف الإعدادات.

رموز الخروج:
  0  توقف كما طُلب
  1  فشل أثناء العمل
  2  معطيات أو إعدادات خاطئة
  3  العنوان مستعمل، أو مقبس الإدارة غير صالح
  4  قاعدة البيانات غير صالحة، أو كتبها إصدار أحدث

الإشارات:
  SIGTERM, SIGINT  توقف سليم خلال 10 ثوانٍ؛ والثانية توقف فورًا
  SIGHUP           قراءة ملف الإعدادات من جديد

الملفات:
  /etc/webjabber/webjabber.toml  الإعدادات
  /var/lib/webjabber             قاعدة البيانات
  /run/webjabber/admin.sock      واجهة المشغّل

مثال:
  webjabberd --config webjabber.toml --check-config
  webjabberd --config webjabber.toml --listen 127.0.0.1:8080
</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 يحتاج إلى قيمة.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option; webjabberd takes nothing else.</source>
        <translation>&apos;%1&apos; ليس خيارًا؛ ولا يقبل webjabberd غير ذلك.</translation>
    </message>
    <message>
        <source>--listen: &apos;%1&apos; is not an address and a port, such as 127.0.0.1:8080 or [::1]:8080.</source>
        <translation>--listen: &apos;%1&apos; ليس عنوانًا ومنفذًا، مثل 127.0.0.1:8080 أو [::1]:8080.</translation>
    </message>
    <message>
        <source>--log-rules: &apos;%1&apos; are not logging rules, such as webjabber.session.debug=true.</source>
        <translation>--log-rules: &apos;%1&apos; ليست قواعد سجل، مثل webjabber.session.debug=true.</translation>
    </message>
    <message>
        <source>Keeps XMPP sessions for phones and web pages and offers them over plain HTTP.
When a message arrives and nobody is looking, it calls the user&apos;s push endpoint.</source>
        <translation>يحفظ جلسات XMPP للهواتف وصفحات الويب ويقدّمها عبر HTTP بسيط.
وعندما تصل رسالة ولا أحد ينظر، ينادي نقطة الإشعار لدى المستخدم.</translation>
    </message>
    <message>
        <source>
Environment:
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot; (default), or &quot;qt&quot;: the event loop of Qt,
                              which costs more with each connection
</source>
        <translation>
البيئة:
  WEBJABBER_EVENT_DISPATCHER  &quot;epoll&quot; وهو الافتراضي، أو &quot;qt&quot;: حلقة أحداث Qt
                              التي تزيد كلفتها مع كل اتصال
</translation>
    </message>
</context>
<context>
    <name>WebJabber::Config</name>
    <message>
        <source>a readable PEM file (%1: %2)</source>
        <translation>ملف PEM مقروء (%1: %2)</translation>
    </message>
    <message>
        <source>a PEM file with one or more certificates, all of them whole</source>
        <translation>ملف PEM فيه شهادة أو أكثر، كلها كاملة</translation>
    </message>
    <message>
        <source>a host name or an address</source>
        <translation>اسم مضيف أو عنوان</translation>
    </message>
    <message>
        <source>a table for each domain, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>جدول لكل نطاق، مثل [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>a domain name, each only once</source>
        <translation>اسم نطاق، كلٌّ مرة واحدة فقط</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>جدول</translation>
    </message>
    <message>
        <source>a domain in quotes, such as [xmpp.domains.&quot;example.org&quot;]</source>
        <translation>نطاق بين علامتي اقتباس، مثل [xmpp.domains.&quot;example.org&quot;]</translation>
    </message>
    <message>
        <source>an address and a port, such as &quot;127.0.0.1:8080&quot; or &quot;[::1]:8080&quot;</source>
        <translation>عنوان ومنفذ، مثل &quot;127.0.0.1:8080&quot; أو &quot;[::1]:8080&quot;</translation>
    </message>
    <message>
        <source>an origin as browsers send it, such as &quot;https://example.org&quot; (lower case, no path, no slash at the end)</source>
        <translation>أصل كما ترسله المتصفحات، مثل &quot;https://example.org&quot; (أحرف صغيرة، بلا مسار، بلا شرطة في آخره)</translation>
    </message>
    <message>
        <source>a web address, such as &quot;https://example.org/&quot;</source>
        <translation>عنوان ويب، مثل &quot;https://example.org/&quot;</translation>
    </message>
    <message>
        <source>a domain name</source>
        <translation>اسم نطاق</translation>
    </message>
    <message>
        <source>a host name or an address, without a port</source>
        <translation>اسم مضيف أو عنوان، بلا منفذ</translation>
    </message>
    <message>
        <source>a group, by name or number</source>
        <translation>مجموعة، باسمها أو رقمها</translation>
    </message>
    <message>
        <source>logging rules, such as &quot;webjabber.session.debug=true&quot;</source>
        <translation>قواعد سجل، مثل &quot;webjabber.session.debug=true&quot;</translation>
    </message>
    <message>
        <source>compat.auth is &quot;jid&quot;: whoever uses this machine and knows a JID can read its messages and send in its name</source>
        <translation>compat.auth هو &quot;jid&quot;: من يستعمل هذا الجهاز ويعرف JID يستطيع قراءة رسائله والإرسال باسمه</translation>
    </message>
    <message>
        <source>DANGER: compat.auth is &quot;jid&quot; and http.listen is %1, which other machines reach: ANYONE who knows a JID can read its messages and send in its name. Set compat.auth to &quot;token&quot;, or listen on 127.0.0.1 only</source>
        <translation>خطر: compat.auth هو &quot;jid&quot; و http.listen هو %1 الذي تصل إليه أجهزة أخرى: أي شخص يعرف JID يستطيع قراءة رسائله والإرسال باسمه. اجعل compat.auth على &quot;token&quot;، أو استمع على 127.0.0.1 فقط</translation>
    </message>
    <message>
        <source>compat.password_in_query is &quot;always&quot;: proxies and browser histories will keep passwords</source>
        <translation>compat.password_in_query هو &quot;always&quot;: ستحتفظ الوكلاء وسجلات المتصفحات بكلمات السر</translation>
    </message>
    <message>
        <source>xmpp.tls is &quot;off&quot;: passwords and messages reach XMPP servers in the clear</source>
        <translation>xmpp.tls هو &quot;off&quot;: تصل كلمات السر والرسائل إلى خوادم XMPP بلا تعمية</translation>
    </message>
    <message>
        <source>xmpp.verify_certificates is false: anyone on the way can pose as an XMPP server and take passwords</source>
        <translation>xmpp.verify_certificates هو false: يستطيع أي أحد على الطريق انتحال خادم XMPP وأخذ كلمات السر</translation>
    </message>
    <message>
        <source>a list of minutes, each a whole number from 1 to %1</source>
        <translation>قائمة دقائق، كل منها عدد صحيح من 1 إلى %1</translation>
    </message>
    <message>
        <source>a list of ports, each a whole number from 1 to %1</source>
        <translation>قائمة منافذ، كل منها عدد صحيح من 1 إلى %1</translation>
    </message>
    <message>
        <source>a mailto: or https: URL, such as &quot;mailto:admin@example.org&quot;</source>
        <translation>عنوان mailto: أو https:، مثل «mailto:admin@example.org»</translation>
    </message>
    <message>
        <source>an address or a network, such as &quot;192.0.2.1&quot; or &quot;10.0.0.0/8&quot;</source>
        <translation>عنوان أو شبكة، مثل «192.0.2.1» أو «10.0.0.0/8»</translation>
    </message>
    <message>
        <source>http.certificate and http.key go together, and one of them is missing</source>
        <translation>يجب ضبط http.certificate و http.key معًا، وأحدهما ناقص</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConfigReader</name>
    <message>
        <source>one of %1</source>
        <translation>واحد من %1</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>جدول</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>قائمة</translation>
    </message>
    <message>
        <source>a date or time</source>
        <translation>تاريخ أو وقت</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2</source>
        <translation>%1: تتعذر قراءته: %2</translation>
    </message>
    <message>
        <source>%1: expected %2, found %3</source>
        <translation>%1: المتوقع %2، والموجود %3</translation>
    </message>
    <message>
        <source>%1: there is no such key</source>
        <translation>%1: لا يوجد مفتاح كهذا</translation>
    </message>
    <message>
        <source>%1: there is no such key; did you mean %2?</source>
        <translation>%1: لا يوجد مفتاح كهذا؛ هل قصدت %2؟</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true أو false</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>عدد صحيح من %1 إلى %2</translation>
    </message>
    <message>
        <source>a list, each element %1</source>
        <translation>قائمة، كل عنصر فيها %1</translation>
    </message>
    <message>
        <source>a path</source>
        <translation>مسار</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConnectionBar</name>
    <message>
        <source>Admin socket</source>
        <translation>مقبس الإدارة</translation>
    </message>
    <message>
        <source>&amp;Socket:</source>
        <translation>ال&amp;مقبس:</translation>
    </message>
    <message>
        <source>C&amp;onnect</source>
        <translation>ا&amp;تصال</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>ما العمل</translation>
    </message>
    <message>
        <source>There is no socket %1. Start webjabberd, or choose the socket that its configuration names ([admin] socket).</source>
        <translation>لا يوجد مقبس %1. شغّل webjabberd، أو اختر المقبس المذكور في إعداداته ([admin] socket).</translation>
    </message>
    <message>
        <source>No daemon listens on %1. It was left behind: start webjabberd again.</source>
        <translation>لا خدمة تستمع على %1. إنه ملف متروك: أعد تشغيل webjabberd.</translation>
    </message>
    <message>
        <source>You may not use %1. Become a member of the group it belongs to ([admin] group), sign in again, and start the console once more.</source>
        <translation>لا يحق لك استعمال %1. انضم إلى المجموعة التي يتبعها ([admin] group)، وسجّل الدخول من جديد، ثم شغّل وحدة التحكم ثانية.</translation>
    </message>
    <message>
        <source>The daemon has as many clients as it takes. Close another console or script.</source>
        <translation>لدى الخدمة أقصى عدد من العملاء. أغلق وحدة تحكم أخرى أو برنامجًا نصيًا.</translation>
    </message>
    <message>
        <source>The daemon on %1 is of another version than this console. Install the same version of both, and connect again.</source>
        <translation>الخدمة على %1 من إصدار غير إصدار وحدة التحكم هذه. ثبّت الإصدار نفسه لكليهما واتصل من جديد.</translation>
    </message>
    <message>
        <source>The daemon is away. What you see is the last it said; the console goes on trying.</source>
        <translation>الخدمة غائبة. ما تراه هو آخر ما قالته؛ وتواصل وحدة التحكم المحاولة.</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>يتصل…</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>متصل</translation>
    </message>
</context>
<context>
    <name>WebJabber::ConsoleMain</name>
    <message>
        <source>webjabber-console: there is no translation “%1”.</source>
        <translation>webjabber-console: لا توجد ترجمة «%1».</translation>
    </message>
    <message>
        <source>Shows what a webjabberd on this machine does: its sessions, queues, pushes, stanzas and log.</source>
        <translation>يعرض ما يفعله webjabberd على هذا الجهاز: جلساته وطوابيره وإشعاراته ومقاطعه وسجله.</translation>
    </message>
    <message>
        <source>Print this text.</source>
        <translation>عرض هذا النص.</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>عرض الإصدار.</translation>
    </message>
    <message>
        <source>The daemon&apos;s admin socket. Without it: the one used last.</source>
        <translation>مقبس إدارة الخدمة. من دونه: آخر ما استُعمل.</translation>
    </message>
    <message>
        <source>The language to speak, such as es or pt_BR, in place of the system&apos;s.</source>
        <translation>اللغة المستعملة، مثل es أو pt_BR، بدل لغة النظام.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an option.</source>
        <translation>&apos;%1&apos; ليس خيارًا.</translation>
    </message>
    <message>
        <source>Try &apos;webjabber-console --help&apos;.</source>
        <translation>جرّب &apos;webjabber-console --help&apos;.</translation>
    </message>
    <message>
        <source>Usage: webjabber-console [options]</source>
        <translation>الاستعمال: webjabber-console [خيارات]</translation>
    </message>
    <message>
        <source>Print the sessions, one on a line, and end; needs no screen.</source>
        <translation>عرض الجلسات، واحدة في كل سطر، ثم الإنهاء؛ لا يحتاج إلى شاشة.</translation>
    </message>
</context>
<context>
    <name>WebJabber::DevicesModel</name>
    <message>
        <source>2012 client</source>
        <translation>عميل 2012</translation>
    </message>
    <message>
        <source>v1 client</source>
        <translation>عميل v1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>آخر ظهور</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>قُرئ حتى</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>غير مقروء</translation>
    </message>
</context>
<context>
    <name>WebJabber::EventsModel</name>
    <message>
        <source>received</source>
        <translation>وارد</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>صادر</translation>
    </message>
    <message>
        <source>message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>إيصال</translation>
    </message>
    <message>
        <source>read marker</source>
        <translation>علامة قراءة</translation>
    </message>
    <message>
        <source>contact request</source>
        <translation>طلب تعارف</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>الصنف</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>الاتجاه</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>To</source>
        <translation>إلى</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
</context>
<context>
    <name>WebJabber::LinesPane</name>
    <message>
        <source>&amp;Pause</source>
        <translation>إيقاف مؤ&amp;قت</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>تصفية</translation>
    </message>
    <message>
        <source>The line selected, in full</source>
        <translation>السطر المحدد كاملًا</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>م&amp;سح</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;حفظ…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>لا سطور (%Ln)</numerusform>
            <numerusform>سطر واحد (%Ln)</numerusform>
            <numerusform>سطران (%Ln)</numerusform>
            <numerusform>%Ln سطور</numerusform>
            <numerusform>%Ln سطرًا</numerusform>
            <numerusform>%Ln سطر</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the lines shown</source>
        <translation>حفظ السطور المعروضة</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>نص (*.txt)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>تعذرت كتابة %1.</translation>
    </message>
</context>
<context>
    <name>WebJabber::LogModel</name>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>الفئة</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>المستوى</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>تنقيح</translation>
    </message>
    <message>
        <source>information</source>
        <translation>معلومات</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>تحذير</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>حرج</translation>
    </message>
</context>
<context>
    <name>WebJabber::LogPage</name>
    <message>
        <source>Log</source>
        <translation>السجل</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>لم يفت أي سطر (%Ln).</numerusform>
            <numerusform>أتى سطر واحد (%Ln) أسرع مما ينبغي ولا يُعرض.</numerusform>
            <numerusform>أتى سطران (%Ln) أسرع مما ينبغي ولا يُعرضان.</numerusform>
            <numerusform>أتت %Ln سطور أسرع مما ينبغي ولا تُعرض.</numerusform>
            <numerusform>أتى %Ln سطرًا أسرع مما ينبغي ولا تُعرض.</numerusform>
            <numerusform>أتى %Ln سطر أسرع مما ينبغي ولا تُعرض.</numerusform>
        </translation>
    </message>
    <message>
        <source>The least that is logged</source>
        <translation>أدنى ما يُسجَّل</translation>
    </message>
</context>
<context>
    <name>WebJabber::MainWindow</name>
    <message>
        <source>WebJabber console</source>
        <translation>وحدة تحكم WebJabber</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>الصفحات</translation>
    </message>
</context>
<context>
    <name>WebJabber::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>نظرة عامة</translation>
    </message>
    <message>
        <source>What needs a person</source>
        <translation>ما يحتاج إلى شخص</translation>
    </message>
    <message>
        <source>Messages per second</source>
        <translation>الرسائل في الثانية</translation>
    </message>
    <message>
        <source>Pushes per second</source>
        <translation>الإشعارات في الثانية</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Daemon</source>
        <translation>الخدمة</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>Running since</source>
        <translation>يعمل منذ</translation>
    </message>
    <message>
        <source>Serves HTTP at</source>
        <translation>يقدّم HTTP على</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>العملية</translation>
    </message>
    <message>
        <source>Event loop is late by</source>
        <translation>تأخر حلقة الأحداث</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>الجلسات</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Last commit took</source>
        <translation>استغرق آخر إيداع</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>الذاكرة</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>الملفات المفتوحة</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>مرات إعادة الاتصال</translation>
    </message>
    <message>
        <source>Consoles and scripts</source>
        <translation>وحدات التحكم والبرامج النصية</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 م.ث</translation>
    </message>
    <message>
        <source>%1 (at most %2 in the last minute)</source>
        <translation>%1 (وأقصاه %2 في الدقيقة الأخيرة)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln account(s) cannot sign in: the XMPP server refuses their passwords.</source>
        <translation>
            <numerusform>كل الحسابات تستطيع الدخول (%Ln مرفوض).</numerusform>
            <numerusform>حساب واحد (%Ln) لا يستطيع الدخول: خادم XMPP يرفض كلمة سره.</numerusform>
            <numerusform>حسابان (%Ln) لا يستطيعان الدخول: خادم XMPP يرفض كلمتي سرهما.</numerusform>
            <numerusform>%Ln حسابات لا تستطيع الدخول: خادم XMPP يرفض كلمات سرها.</numerusform>
            <numerusform>%Ln حسابًا لا يستطيع الدخول: خادم XMPP يرفض كلمات السر.</numerusform>
            <numerusform>%Ln حساب لا يستطيع الدخول: خادم XMPP يرفض كلمات السر.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The daemon was busy for %Ln millisecond(s) without a pause: everybody waited.</source>
        <translation>
            <numerusform>لم تنشغل الخدمة (%Ln م.ث).</numerusform>
            <numerusform>انشغلت الخدمة ميلي ثانية واحدة (%Ln) بلا توقف: انتظر الجميع.</numerusform>
            <numerusform>انشغلت الخدمة ميلي ثانيتين (%Ln) بلا توقف: انتظر الجميع.</numerusform>
            <numerusform>انشغلت الخدمة %Ln ميلي ثوانٍ بلا توقف: انتظر الجميع.</numerusform>
            <numerusform>انشغلت الخدمة %Ln ميلي ثانية بلا توقف: انتظر الجميع.</numerusform>
            <numerusform>انشغلت الخدمة %Ln ميلي ثانية بلا توقف: انتظر الجميع.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln more file(s) can be opened: raise the limit (LimitNOFILE).</source>
        <translation>
            <numerusform>لا يمكن فتح أي ملف آخر (%Ln): ارفع الحد (LimitNOFILE).</numerusform>
            <numerusform>لا يمكن فتح إلا ملف واحد آخر (%Ln): ارفع الحد (LimitNOFILE).</numerusform>
            <numerusform>لا يمكن فتح إلا ملفين آخرين (%Ln): ارفع الحد (LimitNOFILE).</numerusform>
            <numerusform>لا يمكن فتح إلا %Ln ملفات أخرى: ارفع الحد (LimitNOFILE).</numerusform>
            <numerusform>لا يمكن فتح إلا %Ln ملفًا آخر: ارفع الحد (LimitNOFILE).</numerusform>
            <numerusform>لا يمكن فتح إلا %Ln ملف آخر: ارفع الحد (LimitNOFILE).</numerusform>
        </translation>
    </message>
    <message>
        <source>The configuration is risky: %1</source>
        <translation>الإعدادات فيها خطر: %1</translation>
    </message>
    <message>
        <source>Nothing: all is well.</source>
        <translation>لا شيء: كل شيء على ما يرام.</translation>
    </message>
    <message>
        <source>The database takes nothing, and so no message is accepted: look at the disk and at the log.</source>
        <translation>قاعدة البيانات لا تقبل شيئًا، ولذلك لا تُقبل أي رسالة: افحص القرص والسجل.</translation>
    </message>
</context>
<context>
    <name>WebJabber::Page</name>
    <message>
        <source>What went wrong</source>
        <translation>ما الذي فشل</translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesModel</name>
    <message>
        <source>working</source>
        <translation>يعمل</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>يعيد المحاولة</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>معطل</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>المضيف</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>محاولات فاشلة</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>المحاولة التالية</translation>
    </message>
    <message>
        <source>Last status</source>
        <translation>آخر حالة</translation>
    </message>
</context>
<context>
    <name>WebJabber::PushesPage</name>
    <message>
        <source>Pushes</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Push subscriptions</source>
        <translation>اشتراكات الإشعارات</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>&amp;حاول الآن</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>ح&amp;ذف…</translation>
    </message>
    <message>
        <source>Delete this push subscription of %1? Its device hears of news only when it asks.</source>
        <translation>أتحذف اشتراك الإشعارات هذا لـ %1؟ لن يعلم جهازه بالجديد إلا إذا سأل.</translation>
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
        <translation>الأحداث</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>الأقدم</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>بانتظار الإرسال</translation>
    </message>
</context>
<context>
    <name>WebJabber::QueuesPage</name>
    <message>
        <source>Queues</source>
        <translation>الطوابير</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>الأحداث</translation>
    </message>
    <message>
        <source>Show &amp;texts…</source>
        <translation>إظهار ال&amp;نصوص…</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;حفظ…</translation>
    </message>
    <message>
        <source>Select a queue to see what is in it.</source>
        <translation>اختر طابورًا لترى ما فيه.</translation>
    </message>
    <message>
        <source>Show the texts of the messages kept for %1? The daemon records in its audit log that you did.</source>
        <translation>أتُظهر نصوص الرسائل المحفوظة لـ %1؟ تسجّل الخدمة في سجل التدقيق أنك فعلت ذلك.</translation>
    </message>
    <message>
        <source>Save the queue</source>
        <translation>حفظ الطابور</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>تعذرت كتابة %1.</translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesChart</name>
    <message>
        <source>minutes</source>
        <translation>دقائق</translation>
    </message>
</context>
<context>
    <name>WebJabber::RatesModel</name>
    <message>
        <source>Messages received</source>
        <translation>رسائل واردة</translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation>رسائل صادرة</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Pushes that failed</source>
        <translation>إشعارات فاشلة</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsModel</name>
    <message>
        <source>online</source>
        <translation>متصلة</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>قيد الاتصال</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>منتظرة</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>مرفوضة</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>غير متصلة</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>المعلّق</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>آخر نشاط</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>مرات إعادة الاتصال</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>آخر خطأ</translation>
    </message>
</context>
<context>
    <name>WebJabber::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>الجلسات</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>إ&amp;عادة الاتصال</translation>
    </message>
    <message>
        <source>Sign &amp;out…</source>
        <translation>تسجيل ال&amp;خروج…</translation>
    </message>
    <message>
        <source>Select a session to see more of it.</source>
        <translation>اختر جلسة لترى المزيد عنها.</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 منذ %2</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>الخادم: %1</translation>
    </message>
    <message>
        <source>Last activity: %1</source>
        <translation>آخر نشاط: %1</translation>
    </message>
    <message>
        <source>Last error: %1</source>
        <translation>آخر خطأ: %1</translation>
    </message>
    <message>
        <source>Sign %1 out? All its devices lose their access, and the messages kept for them are deleted.</source>
        <translation>أتسجّل خروج %1؟ تفقد كل أجهزته الوصول، وتُحذف الرسائل المحفوظة لها.</translation>
    </message>
</context>
<context>
    <name>WebJabber::TablePane</name>
    <message>
        <source>Filter</source>
        <translation>تصفية</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>لا صفوف (%Ln)</numerusform>
            <numerusform>صف واحد (%Ln)</numerusform>
            <numerusform>صفان (%Ln)</numerusform>
            <numerusform>%Ln صفوف</numerusform>
            <numerusform>%Ln صفًا</numerusform>
            <numerusform>%Ln صف</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln row(s)</source>
        <translation>
            <numerusform>%1 من %Ln صف</numerusform>
            <numerusform>%1 من صف واحد (%Ln)</numerusform>
            <numerusform>%1 من صفين (%Ln)</numerusform>
            <numerusform>%1 من %Ln صفوف</numerusform>
            <numerusform>%1 من %Ln صفًا</numerusform>
            <numerusform>%1 من %Ln صف</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TlsIdentity</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>لا يمكن قراءة %1: %2</translation>
    </message>
    <message>
        <source>%1 holds no certificate, or a broken one</source>
        <translation>لا يحتوي %1 على شهادة، أو أن الشهادة تالفة</translation>
    </message>
    <message>
        <source>%1 holds no private key, or one with a passphrase</source>
        <translation>لا يحتوي %1 على مفتاح خاص، أو أن المفتاح محمي بكلمة مرور</translation>
    </message>
    <message>
        <source>the key in %1 is not that of the certificate in %2</source>
        <translation>المفتاح في %1 ليس مفتاح الشهادة في %2</translation>
    </message>
</context>
<context>
    <name>WebJabber::TraceModel</name>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>JID</source>
        <translation>JID</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>الاتجاه</translation>
    </message>
    <message>
        <source>Stanza</source>
        <translation>المقطع</translation>
    </message>
    <message>
        <source>received</source>
        <translation>وارد</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>صادر</translation>
    </message>
</context>
<context>
    <name>WebJabber::TracePage</name>
    <message>
        <source>Trace</source>
        <translation>التتبع</translation>
    </message>
    <message>
        <source>Stanzas</source>
        <translation>المقاطع</translation>
    </message>
    <message>
        <source>JID, or nothing for all</source>
        <translation>‏JID، أو اتركه فارغًا للكل</translation>
    </message>
    <message>
        <source>Whose stanzas to show</source>
        <translation>مقاطع مَن تُعرض</translation>
    </message>
    <message>
        <source>The daemon records in its audit log that you look.</source>
        <translation>تسجّل الخدمة في سجل التدقيق أنك تنظر.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>إيقا&amp;ف</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>&amp;بدء</translation>
    </message>
    <message>
        <source>“%1” is not a JID.</source>
        <translation>«%1» ليس JID.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln stanza(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>لم يفت أي مقطع (%Ln).</numerusform>
            <numerusform>أتى مقطع واحد (%Ln) أسرع مما ينبغي ولا يُعرض.</numerusform>
            <numerusform>أتى مقطعان (%Ln) أسرع مما ينبغي ولا يُعرضان.</numerusform>
            <numerusform>أتت %Ln مقاطع أسرع مما ينبغي ولا تُعرض.</numerusform>
            <numerusform>أتى %Ln مقطعًا أسرع مما ينبغي ولا تُعرض.</numerusform>
            <numerusform>أتى %Ln مقطع أسرع مما ينبغي ولا تُعرض.</numerusform>
        </translation>
    </message>
    <message>
        <source>The daemon allows no trace at the moment; its log says why.</source>
        <translation>لا تسمح الخدمة بالتتبع في هذه اللحظة؛ وسجلها يبيّن السبب.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>built-in defaults</source>
        <translation>القيم الافتراضية المضمّنة</translation>
    </message>
    <message>
        <source>warning: %1</source>
        <translation>تحذير: %1</translation>
    </message>
    <message>
        <source>WEBJABBER_EVENT_DISPATCHER must be epoll or qt.</source>
        <translation>يجب أن تكون WEBJABBER_EVENT_DISPATCHER إما epoll أو qt.</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>name@example.org</source>
        <extracomment>an example of an XMPP address; keep the @</extracomment>
        <translation>name@example.org</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة السر</translation>
    </message>
    <message>
        <source>Remember this device</source>
        <translation>تذكّر هذا الجهاز</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>جارٍ تسجيل الدخول…</translation>
    </message>
    <message>
        <source>Sign in with your XMPP (Jabber) account.</source>
        <translation>سجّل الدخول بحسابك على XMPP (Jabber).</translation>
    </message>
    <message>
        <source>Your password is sent to this gateway, and never kept in this browser.</source>
        <translation>تُرسل كلمة السر إلى هذه البوابة، ولا تُحفظ أبدًا في هذا المتصفح.</translation>
    </message>
    <message>
        <source>Forget what is stored here of %1</source>
        <extracomment>%1 is an address</extracomment>
        <translation>حذف بيانات %1 المحفوظة هنا</translation>
    </message>
    <message>
        <source>You were signed out. What this device has received is still here: sign in to go on.</source>
        <translation>تم تسجيل خروجك. ما تلقّاه هذا الجهاز ما زال هنا: سجّل الدخول للمتابعة.</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>جهات الاتصال</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>إضافة جهة اتصال</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>of a person</extracomment>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>قبول</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>wants to see when you are online</source>
        <extracomment>follows an address: name@example.org wants ...</extracomment>
        <translation>يريد أن يعرف متى تكون متصلًا</translation>
    </message>
    <message>
        <source>No contacts yet. Add the address of somebody you know.</source>
        <translation>لا جهات اتصال بعد. أضف عنوان شخص تعرفه.</translation>
    </message>
    <message>
        <source>You: %1</source>
        <extracomment>the newest message of a conversation, written by oneself; %1 is its text</extracomment>
        <translation>أنت: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>لا رسائل غير مقروءة (%n)</numerusform>
            <numerusform>رسالة واحدة غير مقروءة (%n)</numerusform>
            <numerusform>رسالتان غير مقروءتين (%n)</numerusform>
            <numerusform>%n رسائل غير مقروءة</numerusform>
            <numerusform>%n رسالة غير مقروءة</numerusform>
            <numerusform>%n رسالة غير مقروءة</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>بانتظار الموافقة</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>حالة التوفر</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Free to chat</source>
        <translation>متاح للدردشة</translation>
    </message>
    <message>
        <source>Away</source>
        <extracomment>of a person</extracomment>
        <translation>غائب</translation>
    </message>
    <message>
        <source>Away for long</source>
        <translation>غائب لمدة طويلة</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>عدم الإزعاج</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>Status text</source>
        <translation>رسالة الحالة</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Your browser forbids notifications for this page. You can change that in its settings.</source>
        <translation>متصفحك يمنع إشعارات هذه الصفحة. يمكنك تغيير ذلك في إعداداته.</translation>
    </message>
    <message>
        <source>No push service answers this browser: you are notified only while this page is open.</source>
        <translation>لا تستجيب أي خدمة إشعارات لهذا المتصفح: لن تصلك الإشعارات إلا وهذه الصفحة مفتوحة.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>الخروج من كل الأجهزة</translation>
    </message>
    <message>
        <source>Sign out? What this device has stored is deleted.</source>
        <translation>أتريد تسجيل الخروج؟ سيُحذف ما حفظه هذا الجهاز.</translation>
    </message>
    <message>
        <source>Sign out on all devices? Messages that are waiting, on the gateway and here, are deleted.</source>
        <translation>أتريد تسجيل الخروج من كل الأجهزة؟ ستُحذف الرسائل المنتظرة، على البوابة وهنا.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not sent yet will be lost.</source>
        <translation>
            <numerusform>لن تُفقد أي رسالة (%n).</numerusform>
            <numerusform>ستُفقد رسالة واحدة (%n) لم تُرسل بعد.</numerusform>
            <numerusform>ستُفقد رسالتان (%n) لم تُرسلا بعد.</numerusform>
            <numerusform>ستُفقد %n رسائل لم تُرسل بعد.</numerusform>
            <numerusform>ستُفقد %n رسالة لم تُرسل بعد.</numerusform>
            <numerusform>ستُفقد %n رسالة لم تُرسل بعد.</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>خيارات</translation>
    </message>
    <message>
        <source>Contact options</source>
        <translation>خيارات جهة الاتصال</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>تغيير الاسم</translation>
    </message>
    <message>
        <source>Remove contact</source>
        <translation>حذف جهة الاتصال</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>حذف المحادثة</translation>
    </message>
    <message>
        <source>%1 leaves your contacts, and the conversation on this device is deleted.</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>سيُحذف %1 من جهات اتصالك، وستُحذف المحادثة من هذا الجهاز.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>To the newest messages</source>
        <extracomment>a button that scrolls down</extracomment>
        <translation>الانتقال إلى أحدث الرسائل</translation>
    </message>
    <message>
        <source>Choose a contact to read and write.</source>
        <translation>اختر جهة اتصال للقراءة والكتابة.</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>لا رسائل بعد.</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <extracomment>%1 is the name of a contact</extracomment>
        <translation>%1 يكتب…</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>Older messages are no longer on the gateway. Some may be missing here.</source>
        <translation>لم تعد الرسائل الأقدم على البوابة. قد تنقص رسائل هنا.</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>بانتظار الشبكة</translation>
    </message>
    <message>
        <source>Waiting for your server</source>
        <translation>بانتظار خادمك</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>تم الإرسال</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>تم التسليم</translation>
    </message>
    <message>
        <source>Read</source>
        <extracomment>of a message: it has been read</extracomment>
        <translation>تمت القراءة</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>لم يتم الإرسال</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>جارٍ الاتصال…</translation>
    </message>
    <message>
        <source>No connection. What you write is sent later.</source>
        <translation>لا يوجد اتصال. ما تكتبه سيُرسل لاحقًا.</translation>
    </message>
    <message>
        <source>Your XMPP server is away. What you write is sent later.</source>
        <translation>خادم XMPP الخاص بك غير متاح. ما تكتبه سيُرسل لاحقًا.</translation>
    </message>
    <message>
        <source>Your XMPP server no longer accepts the password. Sign out, and sign in again.</source>
        <translation>لم يعد خادم XMPP الخاص بك يقبل كلمة السر. سجّل الخروج ثم سجّل الدخول من جديد.</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>رسالة جديدة</translation>
    </message>
    <message>
        <source>Notifications work.</source>
        <translation>الإشعارات تعمل.</translation>
    </message>
    <message>
        <source>There is no connection to the gateway.</source>
        <translation>لا يوجد اتصال بالبوابة.</translation>
    </message>
    <message>
        <source>This is not an address. It looks like name@example.org.</source>
        <translation>هذا ليس عنوانًا. العنوان يشبه name@example.org.</translation>
    </message>
    <message>
        <source>The address or the password is wrong.</source>
        <translation>العنوان أو كلمة السر خطأ.</translation>
    </message>
    <message>
        <source>This gateway does not connect to that server.</source>
        <translation>هذه البوابة لا تتصل بذلك الخادم.</translation>
    </message>
    <message>
        <source>That XMPP server cannot be reached.</source>
        <translation>خادم XMPP هذا يتعذر الوصول إليه.</translation>
    </message>
    <message>
        <source>That XMPP server refused the request.</source>
        <translation>خادم XMPP هذا رفض الطلب.</translation>
    </message>
    <message>
        <source>That XMPP server does not answer.</source>
        <translation>خادم XMPP هذا لا يستجيب.</translation>
    </message>
    <message>
        <source>This text is too long.</source>
        <translation>هذا النص أطول مما ينبغي.</translation>
    </message>
    <message>
        <source>Too many tries. Wait a little.</source>
        <translation>محاولات كثيرة جدًا. انتظر قليلًا.</translation>
    </message>
    <message>
        <source>The gateway cannot store anything now. Try again later.</source>
        <translation>لا تستطيع البوابة حفظ أي شيء الآن. حاول لاحقًا.</translation>
    </message>
    <message>
        <source>This did not work: %1</source>
        <extracomment>%1 is a technical text, in English</extracomment>
        <translation>لم ينجح ذلك: %1</translation>
    </message>
    <message>
        <source>This browser lets the page store nothing. WebJabber needs that.</source>
        <translation>هذا المتصفح لا يسمح للصفحة بحفظ أي شيء، وهو ما يحتاج إليه WebJabber.</translation>
    </message>
    <message>
        <source>The conversation with %1 is deleted on this device.</source>
        <extracomment>%1 is an address</extracomment>
        <translation>تُحذف المحادثة مع %1 من هذا الجهاز.</translation>
    </message>
</context>
</TS>
