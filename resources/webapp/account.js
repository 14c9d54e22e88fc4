// SPDX-License-Identifier: GPL-3.0-or-later
// The signed-in account: the data that the views show, and the actions that they call.
//
// Dispatches events: "contacts" (the list changed), "messages" (detail: stored
// messages, new or changed), "typing", "connection", "requests", "signed-out".
import {Api} from './api.js';
import {clearAll, readAll, readValue, writeValue} from './db.js';
import {Live} from './live.js';
import * as mailbox from './mailbox.js';
import {Notifier} from './notifier.js';
import {Outbox} from './outbox.js';

const acknowledgeDelay = 500;
const typingLimit = 30_000; // after this time without a new state the contact has stopped

export class Account extends EventTarget {
    constructor({jid, token}) {
        super();
        this.jid = jid;
        this.api = new Api(token, () => this.end());
        this.contacts = new Map();
        this.pendingContacts = null; // changes from the stream while the list is being requested; else null
        this.refreshing = Promise.resolve();
        this.conversations = new Map();
        this.requests = [];
        this.typing = new Map();
        this.presence = {show: 'online', status: ''};
        this.connection = 'connecting';
        this.sessionState = 'online';
        this.isSessionOnline = false;
        this.outbox = new Outbox(this.api, message => {
            this.publish({messages: [message]});
            if (this.connection === 'offline')
                this.updateLive(); // the gateway is reachable again
        });
        this.notifier = new Notifier(this);
        this.live = new Live(this.api, {
            onState: state => this.connectionChanged(state),
            onBatch: batch => this.handleBatch(batch),
        });
        this.onVisibility = () => this.updateLive();
        this.otherTabs = new BroadcastChannel('webjabber');
        this.otherTabs.onmessage = ({data}) => data.jid === this.jid && this.show(data);
    }

    emit(type, detail) {
        this.dispatchEvent(new CustomEvent(type, {detail}));
    }

    // Shows the stored change here and in the other tabs, which share the database:
    // {messages?, hasConversations?, hasRequests?, hasPresence?}.
    async publish(change) {
        if (!this.hasEnded)
            this.otherTabs.postMessage({...change, jid: this.jid});
        await this.show(change);
    }

    async show({messages = [], hasConversations, hasRequests, hasPresence}) {
        if (hasConversations)
            await this.reloadConversations();
        if (messages.length > 0)
            this.emit('messages', messages);
        if (hasRequests)
            await this.reloadRequests();
        if (hasPresence)
            await this.reloadPresence();
    }

    async start() {
        for (const contact of await readAll('contacts'))
            this.contacts.set(contact.jid, {...contact, presence: {show: 'offline', status: null}});
        await Promise.all([this.reloadConversations(), this.reloadRequests(), this.reloadPresence()]);
        await this.notifier.start();
        document.addEventListener('visibilitychange', this.onVisibility);
        this.updateLive();
        this.outbox.flush();
    }

    stop() {
        document.removeEventListener('visibilitychange', this.onVisibility);
        this.live.setWanted(false);
        this.outbox.stop();
        this.otherTabs.close();
        clearTimeout(this.acknowledging);
    }

    // The token is no longer valid. The stored data remains for the next sign-in.
    end() {
        if (this.hasEnded)
            return;
        this.hasEnded = true;
        this.stop();
        this.emit('signed-out');
    }

    // A hidden page needs no stream if pushes work. An open stream would suppress them.
    updateLive() {
        if (!this.hasEnded)
            this.live.setWanted(document.visibilityState === 'visible' || !this.notifier.isPushed);
    }

    // --- incoming changes ---

    connectionChanged(state) {
        this.connection = state;
        this.isSessionOnline = false; // until the session state is known
        this.emit('connection');
        if (state !== 'live')
            return;
        this.outbox.flush();
        this.outbox.refresh();
        this.refreshSession();
    }

    async refreshSession() {
        try {
            this.setSessionState((await this.api.session()).state);
            await this.refreshContacts();
            await this.sendMarks();
        } catch {
            // Retried with the next stream, or when the session is reported online.
        }
    }

    setSessionState(state) {
        this.sessionState = state;
        this.isSessionOnline = state === 'online';
        this.emit('connection');
    }

    async handleBatch(batch) {
        const queued = batch.filter(({data}) => data.seq !== undefined).map(({data}) => data);
        if (queued.length > 0)
            await this.storeEvents(queued);
        for (const {type, data} of batch) {
            switch (type) {
            case 'presence':
                await this.handleContact(data);
                break;
            case 'chat-state':
                this.setTyping(mailbox.bare(data.from), data.state === 'composing');
                break;
            case 'session':
                this.setSessionState(data.state);
                if (data.state === 'online')
                    this.refreshSession();
                break;
            case 'message-state':
                await this.outbox.setOutcome(data.id, data);
            }
        }
    }

    // Presence changes often and is not stored; names are stored.
    async handleContact(contact) {
        const known = this.contacts.get(contact.jid);
        this.pendingContacts?.push(contact);
        this.applyContact(contact);
        if (known?.name !== contact.name || known?.subscription !== contact.subscription)
            await mailbox.saveContacts([...this.contacts.values()]);
        this.emit('contacts');
    }

    async storeEvents(events) {
        const changes = await mailbox.storeEvents(events);
        clearTimeout(this.acknowledging);
        this.acknowledging = setTimeout(() => this.api.acknowledge(changes.cursor).catch(() => {}), acknowledgeDelay);
        for (const message of changes.arrived)
            this.setTyping(message.peer, false);
        await this.publish({
            messages: changes.messages, hasConversations: changes.peers.size > 0, hasRequests: changes.requests,
        });
        if (changes.roster)
            this.refreshContacts().catch(() => {});
        this.notifier.arrived(changes.arrived);
        for (const peer of changes.read)
            this.notifier.clear(peer);
    }

    setTyping(peer, isTyping) {
        clearTimeout(this.typing.get(peer));
        if (isTyping)
            this.typing.set(peer, setTimeout(() => this.setTyping(peer, false), typingLimit));
        else if (!this.typing.delete(peer))
            return;
        this.emit('typing', peer);
    }

    async reloadConversations() {
        this.conversations = new Map((await readAll('conversations')).map(each => [each.peer, each]));
        this.emit('contacts');
    }

    async reloadRequests() {
        this.requests = await readAll('requests');
        this.emit('requests');
    }

    async reloadPresence() {
        this.presence = await readValue('presence') ?? this.presence;
        this.emit('contacts');
    }

    // Requests are serialized, so that no older list replaces a newer one.
    refreshContacts() {
        const refresh = this.refreshing.then(() => this.loadContacts());
        this.refreshing = refresh.catch(() => {});
        return refresh;
    }

    // Changes that the stream reports during the request may be newer than the list.
    async loadContacts() {
        this.pendingContacts = [];
        try {
            const {contacts} = await this.api.contacts();
            this.contacts = new Map(contacts.map(contact => [contact.jid, contact]));
            for (const contact of this.pendingContacts)
                this.applyContact(contact);
        } finally {
            this.pendingContacts = null;
        }
        await mailbox.saveContacts([...this.contacts.values()]);
        this.emit('contacts');
        await this.reloadRequests();
    }

    applyContact(contact) {
        if (contact.subscription === 'remove')
            this.contacts.delete(contact.jid);
        else
            this.contacts.set(contact.jid, contact);
    }

    nameOf(jid) {
        return this.contacts.get(jid)?.name || jid;
    }

    // --- actions; they throw a Problem on failure ---

    async write(peer, body) {
        const message = await mailbox.compose(peer, body, newId());
        await this.publish({messages: [message], hasConversations: true});
        this.outbox.flush();
    }

    async retry(key) {
        const message = await mailbox.retry(key, newId());
        if (message) {
            await this.publish({messages: [{key, peer: message.peer, isGone: true}, message]});
            this.outbox.flush();
        }
    }

    async markRead(peer) {
        this.notifier.clear(peer);
        if (await mailbox.markRead(peer)) {
            await this.publish({hasConversations: true});
            await this.sendMarks();
        }
    }

    // Sends markers of the read messages to the contacts and to the user's other devices.
    async sendMarks() {
        for (const {peer, mark} of [...this.conversations.values()].filter(each => each.mark)) {
            try {
                await this.api.marker(peer, mark);
            } catch (problem) {
                if (problem.isTransient ?? true)
                    return; // retried when the session is online again
            }
            await mailbox.forgetMark(peer, mark);
        }
    }

    async saveDraft(peer, draft) {
        await mailbox.saveDraft(peer, draft);
        await this.publish({hasConversations: true});
    }

    chatState(peer, state) {
        if (this.isSessionOnline)
            this.api.chatState(peer, state).catch(() => {}); // may be lost
    }

    async addContact(jid, name) {
        await this.api.setContact(jid, name, []);
        await this.api.subscription(jid, 'request');
        await this.refreshContacts();
    }

    async rename(jid, name) {
        await this.api.setContact(jid, name, this.contacts.get(jid)?.groups ?? []);
        await this.refreshContacts();
    }

    async removeContact(jid) {
        if (this.contacts.has(jid))
            await this.api.removeContact(jid);
        await mailbox.forgetConversation(jid);
        this.notifier.clear(jid);
        await this.publish({hasConversations: true});
        await this.refreshContacts().catch(() => this.contacts.delete(jid));
        this.emit('contacts');
    }

    // Also requests the presence of the contact, unless it is subscribed already.
    async approve(jid) {
        await this.api.subscription(jid, 'approve');
        const {subscription = 'none'} = this.contacts.get(jid) ?? {};
        if (subscription !== 'to' && subscription !== 'both')
            await this.api.subscription(jid, 'request');
        await this.closeRequest(jid);
    }

    async deny(jid) {
        await this.api.subscription(jid, 'deny');
        await this.closeRequest(jid);
    }

    async closeRequest(jid) {
        await mailbox.forgetRequest(jid);
        await this.publish({hasRequests: true});
        await this.refreshContacts();
    }

    async setPresence(show, status) {
        await this.api.setPresence(show, status);
        await writeValue('presence', {show, status});
        await this.publish({hasPresence: true});
    }

    async countUnsent() {
        return (await mailbox.openMessages('pending')).length;
    }

    async signOut(everywhere) {
        await this.api.signOut(everywhere);
        this.hasEnded = true;
        this.stop();
        await this.notifier.forget();
        await clearAll();
        this.emit('signed-out');
    }
}

// crypto.randomUUID exists only on pages that were loaded over TLS.
export function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
