// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';

// A device of /v1 without a browser.
export class Device {
    static async signIn(url, jid, password = 'demo') {
        const device = new Device();
        device.url = url;
        const {token} = await device.request('POST', 'v1/sessions', {jid, password, device: 'node'});
        device.token = token;
        return device;
    }

    // Returns the JSON, or null if there is none. Fails if the answer is a problem.
    async request(method, path, body) {
        const headers = {};
        if (this.token)
            headers.Authorization = `Bearer ${this.token}`;
        if (body)
            headers['Content-Type'] = 'application/json';
        const answer = await fetch(this.url + path, {method, headers, body: body && JSON.stringify(body)});
        const text = await answer.text();
        assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
        return text ? JSON.parse(text) : null;
    }

    // Returns all messages from the first on: [{direction, from, to, body, id, ...}].
    async messages() {
        const messages = [];
        for (let after = 0, more = true; more;) {
            const page = await this.request('GET', `v1/events?after=${after}&limit=1000`);
            messages.push(...page.events.filter(({type}) => type === 'message'));
            ({next: after, more} = page);
        }
        return messages;
    }
}
