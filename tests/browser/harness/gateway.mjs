// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import http from 'node:http';
import readline from 'node:readline';

import {Device} from './api.mjs';
import {eventually} from './eventually.mjs';

// A real Prosody with romeo and juliet (friends, password "demo") and a real webjabberd in front of it, both
// controlled by the program testgateway.
export class Gateway {
    #process = spawn(process.env.WEBJABBER_TESTGATEWAY, {stdio: ['pipe', 'pipe', 'inherit']});
    #waiting = new Map(); // by id: the callbacks for the answer
    #lastId = 0;
    #isDaemonRunning = false;

    // Further users: friends of romeo, and strangers.
    static async start({friends = [], strangers = []} = {}) {
        const gateway = new Gateway();
        readline.createInterface({input: gateway.#process.stdout}).on('line', line => gateway.#take(line));
        gateway.#process.once('exit', () => gateway.#fail('testgateway has ended'));
        gateway.#process.once('error', error => gateway.#fail(error.message));
        gateway.#process.stdin.on('error', () => {}); // the exit of the process is reported instead
        try {
            const {url, networkUrl, adminSocket} = await gateway.call('start', {friends, strangers});
            Object.assign(gateway, {url, networkUrl, adminSocket});
        } catch (error) {
            await gateway.#disconnect();
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

    async #disconnect() {
        if (this.#process.exitCode !== null || this.#process.signalCode !== null)
            return;
        this.#process.stdin.end();
        const [exitCode] = await once(this.#process, 'exit');
        assert.equal(exitCode, 0, 'testgateway ends as it should');
    }

    // Runs a command of testgateway.cpp's table.
    call(command, more = {}) {
        const id = ++this.#lastId;
        const failure = new Error(command); // created here, so that its stack contains the caller
        return new Promise((resolve, reject) => {
            this.#waiting.set(id, {resolve, reject, failure});
            this.#process.stdin.write(`${JSON.stringify({...more, id, do: command})}\n`);
        });
    }

    // Kills the daemon, as a power cut does.
    async kill() {
        this.#isDaemonRunning = false;
        await this.call('kill');
    }
    // Stops the daemon regularly.
    async stop() {
        this.#isDaemonRunning = false;
        const {exitCode} = await this.call('stop');
        assert.equal(exitCode, 0, 'the daemon stops cleanly');
    }
    // Starts the daemon again on the same port, with the same data.
    async restart() {
        await this.call('restart');
        this.#isDaemonRunning = true;
    }
    // Sets the state of the network between the daemon and the users of networkUrl: "up", "down", "stalled", or
    // "changed": up, but existing connections receive nothing more, without an error.
    async setNetwork(state) {
        await this.call('network', {state});
    }
    async log() {
        return (await this.call('log')).log;
    }

    // Sends a request to the admin socket. Returns the JSON, or null if there is none.
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

    // Signs a user in with an independent XMPP client.
    async signIn(user) {
        const {jid} = await this.call('signIn', {user});
        return new Peer(this, user, jid);
    }

    // Signs in a device that uses /v1 without a browser.
    device(jid) {
        return Device.signIn(this.url, jid);
    }

    // Ends everything. Fails if the daemon has crashed.
    async end() {
        try {
            if (this.#isDaemonRunning)
                await this.stop();
        } finally {
            await this.#disconnect();
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
    // Sends the chat state "composing".
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
    // Returns the bodies of the messages that have one.
    async bodies() {
        return (await this.messages()).map(({body}) => body).filter(body => body !== '');
    }
    // Waits for a stanza whose XML matches. Returns {from, id, body, xml}.
    waitForMessage(pattern) {
        return eventually(`${this.#user} gets ${pattern}`, async () =>
            (await this.messages()).find(({xml}) => pattern.test(xml)));
    }
    // The same for presence: {from, xml}.
    waitForPresence(pattern) {
        return eventually(`${this.#user} sees ${pattern}`, async () =>
            (await this.presences()).find(({xml}) => pattern.test(xml)));
    }
    // Waits until the newest presence of the JID is available, or unavailable.
    waitForPresenceOf(jid, isThere = true) {
        return eventually(`${this.#user} sees ${jid} ${isThere ? 'come' : 'go'}`, async () => {
            const newest = (await this.presences()).findLast(({from}) => from.startsWith(`${jid}/`));
            return isThere === (newest !== undefined && !/^<presence[^>]* type=/.test(newest.xml));
        });
    }
}
