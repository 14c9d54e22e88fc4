// SPDX-License-Identifier: GPL-3.0-or-later
// The basis of the other tests: the daemon, Chromium, and the detection of errors in a page.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import http from 'node:http';
import test from 'node:test';

import {outage, Visitor} from './harness/browser.mjs';
import {eventually} from './harness/eventually.mjs';
import {PushService} from './harness/pushservice.mjs';
import {scenario} from './harness/scenario.mjs';

// The page has no icon, and browsers request one for every page.
const noIcon = /404 \(Not Found\) \(.*\/favicon\.ico\)/;

scenario('Chromium reaches the daemon, also after it was killed', {}, async ({gateway, openBrowser}) => {
    const visitor = await openBrowser();
    visitor.expect(noIcon);
    visitor.expect(outage);
    const health = async () => JSON.parse(await (await visitor.page.goto(`${gateway.url}healthz`)).text());
    assert.deepEqual(await health(), {status: 'ok'});
    await gateway.kill();
    await assert.rejects(health, /ERR_CONNECTION_REFUSED/);
    await gateway.restart();
    assert.deepEqual(await health(), {status: 'ok'});
});

scenario('a network fails on command', {}, async ({gateway, openBrowser}) => {
    const visitor = await openBrowser({}, gateway.networkUrl);
    visitor.expect(noIcon);
    visitor.expect(outage);
    await visitor.page.goto(`${gateway.networkUrl}healthz`);
    const health = () => visitor.page.evaluate(async () => {
        try {
            return (await fetch('/healthz', {signal: AbortSignal.timeout(1_000)})).status;
        } catch (error) {
            return error.name;
        }
    });
    assert.equal(await health(), 200);
    await gateway.setNetwork('down');
    assert.equal(await health(), 'TypeError');
    await gateway.setNetwork('stalled');
    assert.equal(await health(), 'TimeoutError');
    await gateway.setNetwork('up');
    assert.equal(await health(), 200);
});

scenario('other users connect to the XMPP server directly', {friends: ['mercutio']}, async ({gateway}) => {
    const romeo = await gateway.signIn('romeo');
    const mercutio = await gateway.signIn('mercutio');
    await romeo.waitForPresence(/from="mercutio@localhost\/peer"/);
    await mercutio.setPresence('dnd', 'fencing');
    await romeo.waitForPresence(/<show>dnd<\/show><status>fencing</);
    await mercutio.send('romeo@localhost', 'True, I talk of dreams');
    await eventually('romeo hears', async () => (await romeo.bodies()).includes('True, I talk of dreams'));
    assert.equal((await gateway.admin('GET', '/admin/v1/status')).api.major, 1);
});

scenario('a push can be decrypted with the keys of the subscription', {}, async ({gateway}) => {
    const service = await PushService.start();
    try {
        const juliet = await gateway.device('juliet@localhost');
        await juliet.request('POST', 'v1/push-subscriptions', {kind: 'webpush', ...service.subscription()});
        const romeo = await gateway.signIn('romeo');
        await romeo.send('juliet@localhost', '½ € 🌹');
        const {text, vapidKey} = await service.push(0);
        assert.equal(JSON.parse(text).body, '½ € 🌹');
        assert.equal(vapidKey, (await juliet.request('GET', 'v1/push/key')).vapid_public_key);
    } finally {
        service.end();
    }
});

const worker = `
    self.addEventListener('install', () => self.skipWaiting());
    self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
    self.addEventListener('push', event => {
        event.waitUntil((async () => {
            if (event.data.text() === 'fail')
                throw new Error('as asked');
            await self.registration.showNotification('Pushed', {body: event.data.text(), data: {n: 1}});
        })());
    });`;

// Serves a site instead of the daemon. `pages` are bodies by path.
async function withSite(t, pages) {
    const server = http.createServer((request, response) => {
        const isScript = request.url.endsWith('.js');
        response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
        response.setHeader('Content-Security-Policy', "default-src 'self'; connect-src *");
        const body = request.url === '/favicon.ico' ? '' : pages[request.url];
        response.statusCode = body === undefined ? 404 : 200;
        response.end(body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const origin = `http://127.0.0.1:${server.address().port}`;
    const visitor = await Visitor.openBrowser(origin);
    t.after(async () => {
        await visitor.close();
        server.close();
    });
    return {origin, visitor};
}

test('a push reaches the service worker, which shows a notification', async t => {
    const {origin, visitor} = await withSite(t, {'/': '<p>here', '/sw.js': worker});
    await visitor.page.goto(origin);
    await visitor.page.evaluate(() => navigator.serviceWorker.register('/sw.js').then(() => undefined));
    await visitor.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await visitor.deliverPush('½ € 🌹');
    const shown = await eventually('it is shown', async () => (await visitor.notifications())[0]);
    assert.deepEqual(shown, {title: 'Pushed', body: '½ € 🌹', tag: '', data: {n: 1}});
    visitor.checkErrors();
    await visitor.deliverPush('fail');
    await eventually('its failure is noticed', () => visitor.errors().some(text => /as asked/.test(text)));
});

const faults = {
    'an exception': ['/throws.js', /exception: Error: as asked/],
    'a promise nobody looks after': ['/rejects.js', /exception: Error: as asked/],
    'an error on the console': ['/logs.js', /console: as asked/],
    'a violation of the content security policy': ['/inline.html', /console: .*Content Security Policy/],
    'something that is not there': ['/missing.js', /console: Failed to load resource.*404/],
    'a request to elsewhere': ['/asks.js', /another origin: http:\/\/127\.0\.0\.1:1\//],
};
for (const [what, [path, complaint]] of Object.entries(faults)) {
    test(`${what} is noticed`, async t => {
        const {origin, visitor} = await withSite(t, {
            '/': `<p>here${path.endsWith('.js') ? `<script src="${path}"></script>` : ''}`,
            '/throws.js': 'throw new Error("as asked")',
            '/rejects.js': 'Promise.reject(new Error("as asked"))',
            '/logs.js': 'console.error("as asked")',
            '/inline.html': '<script>1</script>',
            '/asks.js': 'fetch("http://127.0.0.1:1/").catch(() => {})',
        });
        await visitor.page.goto(origin + (path.endsWith('.html') ? path : '/'));
        await eventually('it is noticed', () => visitor.errors().some(text => complaint.test(text)));
        assert.throws(() => visitor.checkErrors());
        visitor.expect(complaint);
        visitor.expect(outage);
        visitor.checkErrors();
    });
}
