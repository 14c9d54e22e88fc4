# SPDX-License-Identifier: GPL-3.0-or-later
"""A slixmpp client that a test drives by JSON lines.

On stdin, one object a line:
  {"do": "connect", "jid": ..., "password": ..., "host": ..., "port": ..., "ca": FILE,
   "direct_tls": BOOL}
  {"do": "raw", "xml": ...}      puts text on the stream as it is
  {"do": "disconnect"}
On stdout:
  {"event": "online", "jid": the full JID}, {"event": "failed", "why": ...}, {"event": "offline"}
  {"event": "stanza", "xml": ...}      every message, presence and iq that comes in
It gives receipts (XEP-0184) as slixmpp's plugin does. It ends with its stdin.
"""
import asyncio
import json
import sys
import xml.etree.ElementTree as ET

import slixmpp
from slixmpp.stanza import Iq, Message, Presence


def report(**event):
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


class Peer(slixmpp.ClientXMPP):
    def __init__(self, command):
        super().__init__(command["jid"], command["password"])
        self.ca_certs = command["ca"]
        self.enable_direct_tls = command["direct_tls"]
        self.enable_starttls = not command["direct_tls"]
        for plugin in ("xep_0030", "xep_0115", "xep_0184", "xep_0199"):
            self.register_plugin(plugin)
        self.add_filter("in", self.show)
        self.add_event_handler("session_start", self.start)
        self.add_event_handler("failed_all_auth", lambda _: report(event="failed", why="authentication"))
        self.add_event_handler("connection_failed", lambda why: report(event="failed", why=str(why)))
        self.add_event_handler("disconnected", lambda _: report(event="offline"))
        self.connect(command["host"], command["port"])

    def show(self, stanza):
        if isinstance(stanza, (Iq, Message, Presence)):
            report(event="stanza", xml=ET.tostring(stanza.xml, encoding="unicode"))
        return stanza

    async def start(self, _):
        await self.get_roster()
        self.send_presence()
        report(event="online", jid=self.boundjid.full)


async def main():
    lines = asyncio.StreamReader(limit=16 * 1024 * 1024)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    peer = None
    while line := await lines.readline():
        command = json.loads(line)
        if command["do"] == "connect":
            peer = Peer(command)
        elif command["do"] == "raw":
            peer.send_raw(command["xml"])
        elif command["do"] == "disconnect":
            await peer.disconnect()


asyncio.run(main())
