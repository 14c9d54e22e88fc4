// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import http from 'node:http';
import readline from 'node:readline';

import {Device} from './api.mjs';
import {eventually} from './eventually.mjs';

// A real Prosody with romeo and juliet (friends, password "demo") and a real
// webjabberd before it, both in the hands of the program testgateway.
export class Gateway {
    #process = spawn(process.env.WEBJABBER_TESTGATEWAY, {stdio: ['pipe', 'pipe', 'inherit']});
    #waiting = new Map(); // by id: whom to tell the answer
    #lastId = 0;
    #isDaemonRunning = false;

    // Further users: romeo's friends, and those nobody knows.
    static async start({friends = [], strangers = []} = {}) {
        const gateway = new Gateway();
        readline.createInterface({input: gateway.#process.stdout}).on('line', line => gateway.#take(line));
        gateway.#process.once('exit', () => gateway.#fail('testgateway has ended'));
        gateway.#process.once('error', error => gateway.#fail(error.message));
        gateway.#process.stdin.on('error', () => {}); // its end tells more
        try {
            const {url, networkUrl, adminSocket} = await gateway.call('start', {friends, strangers});
            Object.assign(gateway, {url, networkUrl, adminSocket});
        } catch (error) {
            await gateway.#letGo();
            throw error;
        }
        gateway.#isDaemonRunning = true;
        return gateway;
    }

    #take(line) {
        const {id, error, ...answer} = JSON.parse(line);
        const {resolve, reject, failure} = this.#waiting.get(id);
        this.#waiting.delete(id);
        if (error === undefined)
            resolve(answer);
        else
            reject(Object.assign(failure, {message: `${failure.message}: ${error}`}));
    }

    #fail(why) {
        for (const {reject} of this.#waiting.values())
            reject(new Error(why));
        this.#waiting.clear();
    }

    async #letGo() {
        if (this.#process.exitCode !== null || this.#process.signalCode !== null)
            return;
        this.#process.stdin.end();
        const [exitCode] = await once(this.#process, 'exit');
        assert.equal(exitCode, 0, 'testgateway ends as it should');
    }

    // One command of testgateway.cpp's table.
    call(command, more = {}) {
        const id = ++this.#lastId;
        const failure = new Error(command); // made here, it tells who called
        return new Promise((resolve, reject) => {
            this.#waiting.set(id, {resolve, reject, failure});
            this.#process.stdin.write(`${JSON.stringify({...more, id, do: command})}\n`);
        });
    }

    // The daemon as a power cut would end it.
    async kill() {
        this.#isDaemonRunning = false;
        await this.call('kill');
    }
    // The daemon as an operator would end it.
    async stop() {
        this.#isDaemonRunning = false;
        const {exitCode} = await this.call('stop');
        assert.equal(exitCode, 0, 'the daemon stops cleanly');
    }
    // The daemon again, on the same port and with what it knew.
    async restart() {
        await this.call('restart');
        this.#isDaemonRunning = true;
    }
    // What is between the daemon and those who use networkUrl: "up", "down", "stalled",
    // or "changed": up, and all connections there were are dead without a word.
    async setNetwork(state) {
        await this.call('network', {state});
    }
    async log() {
        return (await this.call('log')).log;
    }

    // A request on the admin socket; answers its JSON, null where there is none.
    admin(method, path) {
        return new Promise((resolve, reject) => {
            const request = http.request({socketPath: this.adminSocket, method, path, headers: {host: 'localhost'}});
            request.once('error', reject);
            request.once('response', async response => {
                let text = '';
                for await (const chunk of response.setEncoding('utf8'))
                    text += chunk;
                if (response.statusCode >= 400)
                    reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
                else
                    resolve(text ? JSON.parse(text) : null);
            });
            request.end();
        });
    }

    // A user with an XMPP client of another make, signed in.
    async signIn(user) {
        const {jid} = await this.call('signIn', {user});
        return new Peer(this, user, jid);
    }

    // A device that uses /v1 without a browser, signed in.
    device(jid) {
        return Device.signIn(this.url, jid);
    }

    // Ends all of it; fails where the daemon has crashed.
    async end() {
        try {
            if (this.#isDaemonRunning)
                await this.stop();
        } finally {
            await this.#letGo();
        }
    }
}

class Peer {
    #gateway;
    #user;

    constructor(gateway, user, jid) {
        this.#gateway = gateway;
        this.#user = user;
        this.jid = jid; // full
    }

    #call(command, more) {
        return this.#gateway.call(command, {...more, user: this.#user});
    }

    async send(to, body, messageId) {
        return (await this.#call('send', {to, body, messageId})).messageId;
    }
    async raw(xml) {
        await this.#call('raw', {xml});
    }
    // Says that a message is being typed.
    async startTyping(to) {
        await this.raw(`<message to='${to}' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`);
    }
    async setPresence(show, status) {
        await this.#call('presence', {show, status});
    }
    async signOut() {
        await this.#call('signOut');
    }
    async messages() {
        return (await this.#call('messages')).messages;
    }
    async presences() {
        return (await this.#call('presences')).presences;
    }
    // The bodies it got, where there are any.
    async bodies() {
        return (await this.messages()).map(({body}) => body).filter(body => body !== '');
    }
    // Waits for a stanza whose XML matches; answers its {from, id, body, xml}.
    waitForMessage(pattern) {
        return eventually(`${this.#user} gets ${pattern}`, async () =>
            (await this.messages()).find(({xml}) => pattern.test(xml)));
    }
    // The same of presences, {from, xml}.
    waitForPresence(pattern) {
        return eventually(`${this.#user} sees ${pattern}`, async () =>
            (await this.presences()).find(({xml}) => pattern.test(xml)));
    }
    // Waits until somebody is there, or gone, by the newest presence.
    waitToSee(jid, isThere = true) {
        return eventually(`${this.#user} sees ${jid} ${isThere ? 'come' : 'go'}`, async () => {
            const newest = (await this.presences()).findLast(({from}) => from.startsWith(`${jid}/`));
            return isThere === (newest !== undefined && !/^<presence[^>]* type=/.test(newest.xml));
        });
    }
}
