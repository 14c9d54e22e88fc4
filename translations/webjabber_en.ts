<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>WebJabber::LinesPane</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::LogPage</name>
    <message numerus="yes">
        <source>%n line(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%n line came too fast and is not shown.</numerusform>
            <numerusform>%n lines came too fast and are not shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::OverviewPage</name>
    <message numerus="yes">
        <source>%n account(s) cannot sign in: the XMPP server refuses their passwords.</source>
        <translation>
            <numerusform>%n account cannot sign in: the XMPP server refuses its password.</numerusform>
            <numerusform>%n accounts cannot sign in: the XMPP server refuses their passwords.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The daemon was busy for %n millisecond(s) without a pause: everybody waited.</source>
        <translation>
            <numerusform>The daemon was busy for %n millisecond without a pause: everybody waited.</numerusform>
            <numerusform>The daemon was busy for %n milliseconds without a pause: everybody waited.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %n more file(s) can be opened: raise the limit (LimitNOFILE).</source>
        <translation>
            <numerusform>Only %n more file can be opened: raise the limit (LimitNOFILE).</numerusform>
            <numerusform>Only %n more files can be opened: raise the limit (LimitNOFILE).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TablePane</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n row(s)</source>
        <translation>
            <numerusform>%1 of %n row</numerusform>
            <numerusform>%1 of %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TracePage</name>
    <message numerus="yes">
        <source>%n stanza(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%n stanza came too fast and is not shown.</numerusform>
            <numerusform>%n stanzas came too fast and are not shown.</numerusform>
        </translation>
    </message>
</context>
</TS>
