// SPDX-License-Identifier: GPL-3.0-or-later
// The gateway's public API, /v1.

const callTimeout = 50_000; // longer than any answer of the gateway takes; a connection may fail without an error

// A failed call. `code` is one of the API's problem codes, or "network".
export class Problem extends Error {
    constructor(code, {status = 0, detail = '', retryAfter = 0} = {}) {
        super(detail || code);
        Object.assign(this, {code, status, detail, retryAfter});
    }

    // Whether the same call may succeed later.
    get isTransient() {
        return this.code === 'network' || this.status === 429 || this.status >= 500;
    }
}

async function problemOf(answer) {
    const retryAfter = Number(answer.headers.get('Retry-After')) || 0;
    const {type = '', detail = ''} = await answer.json().catch(() => ({}));
    return new Problem(type.split('/').pop() || `status-${answer.status}`, {status: answer.status, detail, retryAfter});
}

export class Api {
    // `onUnauthorized` is called when the token is no longer accepted.
    constructor(token, onUnauthorized = () => {}) {
        this.token = token;
        this.onUnauthorized = onUnauthorized;
    }

    async fetch(method, path, {body, headers = {}, signal} = {}) {
        if (this.token)
            headers.Authorization = `Bearer ${this.token}`;
        if (body !== undefined)
            headers['Content-Type'] = 'application/json';
        let answer;
        try {
            answer = await fetch(path, {
                method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body),
                cache: 'no-store', credentials: 'omit', redirect: 'error',
            });
        } catch (error) {
            throw error.name === 'AbortError' ? error : new Problem('network');
        }
        if (answer.ok)
            return answer;
        const problem = await problemOf(answer);
        if (problem.code === 'unauthorized')
            this.onUnauthorized();
        throw problem;
    }

    async call(method, path, body) {
        const answer = await this.fetch(method, path, {body, signal: AbortSignal.timeout(callTimeout)});
        return answer.status === 204 ? null : answer.json().catch(() => { throw new Problem('network'); });
    }

    signIn(jid, password, device) { return this.call('POST', '/v1/sessions', {jid, password, device}); }
    session() { return this.call('GET', '/v1/session'); }
    signOut(everywhere) { return this.call('DELETE', `/v1/session${everywhere ? '?everywhere=true' : ''}`); }
    send({to, body, id}) { return this.call('POST', '/v1/messages', {to, body, id}); }
    messageState(id) { return this.call('GET', `/v1/messages/${id}`); }
    acknowledge(cursor) { return this.call('POST', '/v1/events/ack', {cursor}); }
    contacts() { return this.call('GET', '/v1/contacts'); }
    setContact(jid, name, groups) { return this.call('PUT', contactPath(jid), {name, groups}); }
    removeContact(jid) { return this.call('DELETE', contactPath(jid)); }
    subscription(jid, action) { return this.call('POST', `${contactPath(jid)}/subscription`, {action}); }
    setPresence(show, status) { return this.call('PUT', '/v1/presence', {show, status}); }
    chatState(to, state) { return this.call('POST', '/v1/chat-states', {to, state}); }
    marker(to, id) { return this.call('POST', '/v1/markers', {to, id}); }
    pushKey() { return this.call('GET', '/v1/push/key'); }
    subscribe(subscription) { return this.call('POST', '/v1/push-subscriptions', {...subscription, kind: 'webpush'}); }
    unsubscribe(id) { return this.call('DELETE', `/v1/push-subscriptions/${id}`); }

    // Yields {type, data} of each event until `signal` is aborted or the stream ends.
    // EventSource cannot send a token, so fetch() reads the stream.
    async *events(after, signal) {
        const answer = await this.fetch('GET', `/v1/events?after=${after}`, {
            headers: {Accept: 'text/event-stream'}, signal,
        });
        yield {type: 'open', data: null};
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        let text = '';
        for (;;) {
            const {done, value} = await reader.read().catch(error => {
                throw error.name === 'AbortError' ? error : new Problem('network');
            });
            if (done)
                return;
            text += value;
            const blocks = text.split('\n\n');
            text = blocks.pop();
            // Events that arrive together are delivered together, to be stored in one transaction.
            yield {type: 'batch', data: blocks.map(parseBlock).filter(Boolean)};
        }
    }
}

const contactPath = jid => `/v1/contacts/${encodeURIComponent(jid)}`;

function parseBlock(block) {
    const fields = {};
    for (const line of block.split('\n')) {
        const colon = line.indexOf(':');
        if (colon > 0)
            fields[line.slice(0, colon)] = line.slice(colon + 1).replace(/^ /, '');
    }
    return fields.data ? {type: fields.event, data: JSON.parse(fields.data)} : null;
}
