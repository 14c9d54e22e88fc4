// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import {once} from 'node:events';
import http from 'node:http';

import {eventually} from './eventually.mjs';
import {ece} from './packages.mjs';

const longestLife = 24 * 3600; // of a VAPID token, in seconds; RFC 8292, section 2

// Checks the header's signature and claims (RFC 8292). Returns the key.
function checkVapid(authorization, audience) {
    const [, token, key] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization);
    const [header, claims, signature] = token.split('.').map(part => Buffer.from(part, 'base64url'));
    const point = Buffer.from(key, 'base64url');
    const jwk = {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
    };
    assert.equal(JSON.parse(header).alg, 'ES256');
    assert.ok(crypto.verify(
        'sha256',
        Buffer.from(token.slice(0, token.lastIndexOf('.'))),
        {key: crypto.createPublicKey({key: jwk, format: 'jwk'}), dsaEncoding: 'ieee-p1363'},
        signature,
    ), 'the VAPID signature is right');
    const {aud, exp} = JSON.parse(claims);
    assert.equal(aud, audience);
    assert.ok(exp > Date.now() / 1000 && exp <= Date.now() / 1000 + longestLife, 'the VAPID token lives not too long');
    return key;
}

// Replaces a browser vendor's push service and the browser's key pair.
export class PushService {
    #server = http.createServer((request, response) => this.#take(request, response));
    #keys = crypto.createECDH('prime256v1');
    #secret = crypto.randomBytes(16);
    #pushes = [];

    static async start() {
        const service = new PushService();
        service.#keys.generateKeys();
        await once(service.#server.listen(0, '127.0.0.1'), 'listening');
        service.origin = `http://127.0.0.1:${service.#server.address().port}`;
        return service;
    }

    // Returns the subscription in the format of PushSubscription.toJSON().
    subscription() {
        return {
            endpoint: `${this.origin}/push`,
            expirationTime: null,
            keys: {
                p256dh: this.#keys.getPublicKey('base64url'),
                auth: this.#secret.toString('base64url'),
            },
        };
    }

    async #take(request, response) {
        const chunks = [];
        for await (const chunk of request)
            chunks.push(chunk);
        response.statusCode = 201;
        response.end();
        this.#pushes.push({method: request.method, headers: request.headers, body: Buffer.concat(chunks)});
    }

    get count() {
        return this.#pushes.length;
    }

    // Waits for push number `index` and checks it. Returns {text, vapidKey} with the decrypted text.
    async push(index) {
        const {method, headers, body} = await eventually('a push comes', () => this.#pushes[index]);
        assert.equal(method, 'POST');
        assert.equal(headers['content-encoding'], 'aes128gcm');
        assert.match(headers.ttl, /^\d+$/);
        const text = ece.decrypt(body, {
            version: 'aes128gcm',
            privateKey: this.#keys,
            authSecret: this.#secret.toString('base64url'),
        }).toString();
        return {text, vapidKey: checkVapid(headers.authorization, this.origin)};
    }

    // Makes pages of this visitor subscribe here. Chromium would use its vendor's server, and rejects a
    // subscription in a context like a visitor's.
    async replaceIn(visitor) {
        let applicationServerKey = null;
        await visitor.context.exposeFunction('pushServiceOfTheTest', change => {
            if (change !== undefined)
                applicationServerKey = change;
            return applicationServerKey;
        });
        await visitor.context.addInitScript(json => {
            const asSubscription = key => key && {
                ...json,
                options: {userVisibleOnly: true, applicationServerKey: new Uint8Array(key).buffer},
                getKey: name => Uint8Array.from(
                    atob(json.keys[name].replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0)).buffer,
                toJSON: () => json,
                unsubscribe: async () => {
                    await window.pushServiceOfTheTest(null);
                    return true;
                },
            };
            window.PushManager.prototype.subscribe = async ({userVisibleOnly, applicationServerKey}) => {
                if (!userVisibleOnly)
                    throw new DOMException('Chromium wants userVisibleOnly', 'NotAllowedError');
                const bytes = typeof applicationServerKey === 'string'
                    ? Uint8Array.from(atob(applicationServerKey.replaceAll('-', '+').replaceAll('_', '/')),
                        c => c.charCodeAt(0))
                    : new Uint8Array(applicationServerKey.buffer ?? applicationServerKey);
                return asSubscription(await window.pushServiceOfTheTest([...bytes]));
            };
            window.PushManager.prototype.getSubscription = async () =>
                asSubscription(await window.pushServiceOfTheTest());
        }, this.subscription());
        return {applicationServerKey: () => applicationServerKey && Buffer.from(applicationServerKey)};
    }

    end() {
        this.#server.close();
    }
}
