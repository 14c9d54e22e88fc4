// SPDX-License-Identifier: GPL-3.0-or-later
// The messages that this device has received and written, in IndexedDB. Events and the cursor after
// them are stored in one transaction. A repeated event has the same key and changes nothing.
//
// A message: {key, peer, direction, id, body, time (ms), seq, era, state?,
// problem?, open?}. `seq` orders the messages of an era, which begins with each
// sign-in, because the gateway may restart its numbers. A message that is not accepted yet is the last one.
//
// A conversation: {peer, unread, last, draft?, mark?, seen?}. `mark` is the id
// of a read message whose marker is not sent yet; `seen` is the order of the newest own message that the
// contact has read.
import {resultOf, reading, walk, writing} from './db.js';

export const notAccepted = Number.MAX_SAFE_INTEGER;

// The state of an outgoing message never goes back, in whatever order updates arrive: a failure may be
// reported before the answer to the request that sent it.
const stages = ['pending', 'queued', 'sent', 'failed', 'delivered', 'displayed'];
const isOpen = state => state === 'pending' || state === 'queued';

export const bare = jid => jid.split('/')[0];

const orderOf = message => [message.peer, message.era, message.seq, message.time];
export const compare = (a, b) => a.era - b.era || a.seq - b.seq || a.time - b.time;

// The text that is shown for a message. An encrypted or skipped message has a symbol instead.
function textOf({subject, body, files = [], encryption, left_out: leftOut}) {
    const main = encryption ? `\u{1F512} ${encryption}` : leftOut ? '[\u2026]'
        : body ?? files.map(file => file.url ?? file.name).filter(Boolean).join('\n');
    return [subject, main].filter(Boolean).join('\n');
}

const outKey = id => `o:${id}`;

function keyOf(event, era) {
    if (event.direction === 'out' && event.id)
        return outKey(event.id);
    return event.stanza_id ? `s:${event.stanza_id}` : `e:${era}:${event.seq}`;
}

const eraOf = async store => await resultOf(store('kv').get('era')) ?? 0;

const wholeConversation = peer => IDBKeyRange.bound([peer], [peer, []]);

function withState(message, state, problem) {
    const next = {...message, state, problem};
    delete next.open;
    return isOpen(state) ? {...next, open: 1} : next;
}

const withLaterState = (message, state, problem) =>
    stages.indexOf(state) > stages.indexOf(message.state) ? withState(message, state, problem) : message;

// A marker covers all earlier messages too (XEP-0333), including those whose sending is confirmed later.
const isSeen = (message, {seen} = {}) => Boolean(seen) && compare(message, {...seen, time: Infinity}) <= 0;

// One transaction's view of a batch of events.
class EventWriter {
    constructor(store, era) {
        this.store = store;
        this.era = era;
        this.changes = {messages: new Map(), peers: new Set(), arrived: [], read: new Set(), roster: false, requests: false};
    }

    async apply(event) {
        if (event.type === 'reset')
            return this.applyReset(event);
        // An answer to a private message of a room goes to the occupant.
        const peer = event.kind === 'private' ? event.with : bare(event.direction === 'in' ? event.from : event.to);
        switch (event.type) {
        case 'message': // a correction is one more message to who does not fold them (XEP-0308)
        case 'correction': return !event.retracted && this.applyMessage(event, peer);
        case 'receipt': return event.direction === 'in' && this.advanceState(event.id, peer, 'delivered');
        case 'marker': return event.direction === 'in' ? this.applyMarker(event, peer) : this.readElsewhere(event, peer);
        case 'subscription': return event.direction === 'in' && this.applySubscription(event, peer);
        }
    }

    async put(message) {
        await resultOf(this.store('messages').put(message));
        this.changes.messages.set(message.key, message);
    }

    async conversation(peer) {
        return await resultOf(this.store('conversations').get(peer)) ?? {peer, unread: 0, last: null};
    }

    async putConversation(conversation) {
        await resultOf(this.store('conversations').put(conversation));
        this.changes.peers.add(conversation.peer);
    }

    async applyMessage(event, peer) {
        if (event.retracted)
            return;
        const key = keyOf(event, this.era);
        const known = await resultOf(this.store('messages').get(key));
        const time = Date.parse(event.time);
        if (known) {
            // An own message that was returned as an event: its position is known now.
            if (known.seq === notAccepted)
                await this.put({...withLaterState(known, 'queued'), seq: event.seq, era: this.era});
            return;
        }
        const message = {key, peer, direction: event.direction, id: event.id, body: textOf(event), time,
                         seq: event.seq, era: this.era};
        if (event.direction === 'out')
            message.state = 'sent';
        await this.put(message);
        const conversation = await this.conversation(peer);
        conversation.last = summaryOf(message);
        conversation.unread = event.direction === 'in' ? conversation.unread + 1 : 0;
        if (event.direction === 'in')
            this.changes.arrived.push(message);
        else
            this.changes.read.add(peer);
        await this.putConversation(conversation);
    }

    async advanceState(id, peer, state) {
        const message = await resultOf(this.store('messages').get(outKey(id)));
        if (!message || message.peer !== peer)
            return null;
        const next = withLaterState(message, state);
        if (next !== message)
            await this.put(next);
        return next;
    }

    async applyMarker(event, peer) {
        const read = await this.advanceState(event.id, peer, 'displayed');
        if (!read)
            return;
        const conversation = await this.conversation(peer);
        if (read.seq !== notAccepted && !isSeen(read, conversation))
            await this.putConversation({...conversation, seen: {era: read.era, seq: read.seq}});
        const before = IDBKeyRange.bound([peer], orderOf(read), false, true);
        await walk(this.store('messages').index('order').openCursor(before, 'prev'), (message, cursor) => {
            if (message.state === 'displayed')
                return false;
            if (message.state === 'sent' || message.state === 'delivered') {
                const next = withState(message, 'displayed');
                cursor.update(next);
                this.changes.messages.set(next.key, next);
            }
            return true;
        });
    }

    // Another device of this account has displayed the message.
    async readElsewhere(event, peer) {
        const conversation = await this.conversation(peer);
        if (conversation.unread === 0)
            return;
        let newer = 0;
        let isFound = false;
        await walk(this.store('messages').index('order').openCursor(wholeConversation(peer), 'prev'), message => {
            isFound = message.id === event.id;
            newer += !isFound && message.direction === 'in' ? 1 : 0;
            return !isFound && newer < conversation.unread;
        });
        if (!isFound)
            return;
        conversation.unread = newer;
        await this.putConversation(conversation);
        if (newer === 0)
            this.changes.read.add(peer);
    }

    async applySubscription(event, peer) {
        const requests = this.store('requests');
        if (event.body === 'subscribe')
            await resultOf(requests.put({jid: peer, time: Date.parse(event.time)}));
        else if (event.body === 'unsubscribe')
            await resultOf(requests.delete(peer));
        this.changes.requests = true;
        this.changes.roster = true;
    }

    // Events are missing, and it is unknown in which conversation. Every conversation gets a gap.
    async applyReset(event) {
        for (const {peer} of await resultOf(this.store('conversations').getAll())) {
            await this.put({key: `g:${this.era}:${event.seq}:${peer}`, peer, direction: 'gap', body: '', time: Date.now(),
                            seq: event.seq, era: this.era});
        }
    }
}

const summaryOf = ({direction, body, time, key}) => ({direction, body: body.slice(0, 200), time, key});

// Stores events and moves the cursor after them. Resolves with the changes.
export function storeEvents(events) {
    return writing(async store => {
        const kv = store('kv');
        const writer = new EventWriter(store, await eraOf(store));
        let cursor = await resultOf(kv.get('cursor')) ?? 0;
        for (const event of events) {
            await writer.apply(event);
            cursor = event.type === 'reset' ? event.seq : Math.max(cursor, event.seq);
        }
        await resultOf(kv.put(cursor, 'cursor'));
        return {...writer.changes, messages: [...writer.changes.messages.values()], cursor};
    });
}

// Returns at most `limit` messages next to `beside`, without `beside` itself, in order. Without `beside` it
// starts at the newest message.
export function readPage(peer, {beside = null, forward = false, limit}) {
    return reading(async store => {
        let range = wholeConversation(peer);
        if (beside)
            range = forward ? IDBKeyRange.bound(orderOf(beside), [peer, []], true) : IDBKeyRange.bound([peer], orderOf(beside), false, true);
        const messages = [];
        await walk(store('messages').index('order').openCursor(range, forward ? 'next' : 'prev'), message => {
            messages.push(message);
            return messages.length < limit;
        });
        return forward ? messages : messages.reverse();
    });
}

let lastTime = 0;

// Messages written here keep their order, however fast they are written.
const nextTime = () => lastTime = Math.max(Date.now(), lastTime + 1);

export function compose(peer, body, id) {
    return writing(async store => {
        const era = await eraOf(store);
        const message = withState({key: outKey(id), peer, direction: 'out', id, body, time: nextTime(), seq: notAccepted, era},
                                  'pending');
        await resultOf(store('messages').put(message));
        // The unread count is left to markRead(), which also sends the marker.
        const conversation = await resultOf(store('conversations').get(peer)) ?? {peer, unread: 0};
        await resultOf(store('conversations').put({...conversation, last: summaryOf(message), draft: ''}));
        return message;
    });
}

// Stores the new state of an own message. Resolves with the message if its state changed, else with null.
export function settle(id, {state, seq, problem}) {
    return writing(async store => {
        const messages = store('messages');
        const known = await resultOf(messages.get(outKey(id)));
        if (!known)
            return null;
        let next = withLaterState(known, state, problem);
        if (seq && known.seq === notAccepted)
            next = {...next, seq, era: await eraOf(store)};
        if (next.state === 'sent' && isSeen(next, await resultOf(store('conversations').get(next.peer))))
            next = withState(next, 'displayed');
        if (next === known)
            return null;
        await resultOf(messages.put(next));
        return next;
    });
}

// Retries a failed message with another id, because the gateway has recorded the first one as failed.
// Resolves with the message that replaces it.
export function retry(key, id) {
    return writing(async store => {
        const messages = store('messages');
        const failed = await resultOf(messages.get(key));
        if (failed?.state !== 'failed')
            return null;
        await resultOf(messages.delete(key));
        const era = await eraOf(store);
        const message = withState({...failed, key: outKey(id), id, seq: notAccepted, era, time: nextTime()}, 'pending');
        await resultOf(messages.put(message));
        return message;
    });
}

// Returns the own messages that wait for the network (pending) or for the XMPP server (queued), in the
// order they were written.
export async function openMessages(state) {
    const open = await reading(store => resultOf(store('messages').index('open').getAll()));
    return open.filter(message => message.state === state).sort((a, b) => a.time - b.time);
}

// Resolves with whether there were unread messages.
export function markRead(peer) {
    return writing(async store => {
        const conversation = await resultOf(store('conversations').get(peer));
        if (!conversation?.unread)
            return false;
        let newest = null;
        await walk(store('messages').index('order').openCursor(wholeConversation(peer), 'prev'), message => {
            if (message.direction === 'in')
                newest = message;
            return !newest;
        });
        await resultOf(store('conversations').put({...conversation, unread: 0, mark: newest?.id ?? conversation.mark}));
        return true;
    });
}

// The marker of `id` was sent, or cannot be sent.
export const forgetMark = (peer, id) => writing(async store => {
    const {mark, ...conversation} = await resultOf(store('conversations').get(peer)) ?? {};
    if (mark === id)
        await resultOf(store('conversations').put(conversation));
});

export const saveDraft = (peer, draft) => writing(async store => {
    const known = await resultOf(store('conversations').get(peer)) ?? {peer, unread: 0, last: null};
    await resultOf(store('conversations').put({...known, draft}));
});

export const saveContacts = contacts => writing(async store => {
    await resultOf(store('contacts').clear());
    for (const contact of contacts) {
        await resultOf(store('contacts').put(contact));
        if (contact.subscription === 'both' || contact.subscription === 'from')
            await resultOf(store('requests').delete(contact.jid));
    }
});

export const forgetRequest = jid => writing(store => resultOf(store('requests').delete(jid)));
export const forgetConversation = peer => writing(async store => {
    await resultOf(store('conversations').delete(peer));
    await walk(store('messages').index('order').openCursor(wholeConversation(peer)), (message, cursor) => { cursor.delete(); });
});
