<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>WebJabber::LinesPane</name>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::LogPage</name>
    <message numerus="yes">
        <source>%Ln line(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln line came too fast and is not shown.</numerusform>
            <numerusform>%Ln lines came too fast and are not shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::OverviewPage</name>
    <message numerus="yes">
        <source>%Ln account(s) cannot sign in: the XMPP server refuses their passwords.</source>
        <translation>
            <numerusform>%Ln account cannot sign in: the XMPP server refuses its password.</numerusform>
            <numerusform>%Ln accounts cannot sign in: the XMPP server refuses their passwords.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The daemon was busy for %Ln millisecond(s) without a pause: everybody waited.</source>
        <translation>
            <numerusform>The daemon was busy for %Ln millisecond without a pause: everybody waited.</numerusform>
            <numerusform>The daemon was busy for %Ln milliseconds without a pause: everybody waited.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln more file(s) can be opened: raise the limit (LimitNOFILE).</source>
        <translation>
            <numerusform>Only %Ln more file can be opened: raise the limit (LimitNOFILE).</numerusform>
            <numerusform>Only %Ln more files can be opened: raise the limit (LimitNOFILE).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TablePane</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln row(s)</source>
        <translation>
            <numerusform>%1 of %Ln row</numerusform>
            <numerusform>%1 of %Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebJabber::TracePage</name>
    <message numerus="yes">
        <source>%Ln stanza(s) came too fast and are not shown.</source>
        <translation>
            <numerusform>%Ln stanza came too fast and is not shown.</numerusform>
            <numerusform>%Ln stanzas came too fast and are not shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not sent yet will be lost.</source>
        <translation>
            <numerusform>%n message not sent yet will be lost.</numerusform>
            <numerusform>%n messages not sent yet will be lost.</numerusform>
        </translation>
    </message>
</context>
</TS>
