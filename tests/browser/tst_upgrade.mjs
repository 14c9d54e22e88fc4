// SPDX-License-Identifier: GPL-3.0-or-later
// Installation of the app, and updates.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import http from 'node:http';

import {App} from './harness/app.mjs';
import {eventually} from './harness/eventually.mjs';
import {juliet, romeo} from './harness/users.mjs';
import {scenario} from './harness/scenario.mjs';

// Returns the version in the URLs of the app's files.
const versionOf = page => page.evaluate(() => /\/app\/(\w+)\//.exec(document.querySelector('script[src]').src)[1]);

// Returns the URLs in the service worker's caches.
const kept = page => page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
    return requests.flat().map(({url}) => url);
});

// A proxy in front of the daemon. After `upgrade` is called it serves the web app under another version, and
// the files of the old version no longer exist.
async function startUpgrade(daemonUrl) {
    let versions = null;
    const server = http.createServer((request, response) => {
        const isFile = request.url.startsWith('/app/');
        if (versions && isFile && !request.url.startsWith(`/app/${versions.next}/`)) {
            response.writeHead(404).end();
            return;
        }
        const url = versions ? request.url.replace(versions.next, versions.old) : request.url;
        const {'if-none-match': unused, 'accept-encoding': unusedToo, ...headers} = request.headers;
        const upstream = http.request(new URL(url, daemonUrl), {method: request.method, headers}, async answer => {
            const isEntry = versions && (url === '/' || url.startsWith('/sw.js') || url === '/manifest.webmanifest');
            if (!isEntry) {
                response.writeHead(answer.statusCode, answer.headers);
                answer.pipe(response);
                return;
            }
            let text = '';
            for await (const chunk of answer.setEncoding('utf8'))
                text += chunk;
            const {'content-length': unusedLength, ...rest} = answer.headers;
            response.writeHead(answer.statusCode, {...rest, etag: `"${versions.next}"`});
            response.end(text.replaceAll(versions.old, versions.next));
        });
        upstream.on('error', () => response.destroy());
        response.on('close', () => upstream.destroy());
        request.pipe(upstream);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return {
        url: `http://127.0.0.1:${server.address().port}/`,
        upgrade: (old, next) => { versions = {old, next}; },
        end: () => {
            server.close();
            server.closeAllConnections();
        },
    };
}

scenario('it can be installed', {}, async ({openBrowser, gateway}) => {
    const visitor = await openBrowser();
    await App.open(visitor);
    const {url, errors, manifest} = await visitor.devtools.send('Page.getAppManifest');
    assert.equal(url, `${gateway.url}manifest.webmanifest`);
    assert.deepEqual(errors, []);
    assert.equal(manifest.display, 'kStandalone');
    const {installabilityErrors} = await visitor.devtools.send('Page.getInstallabilityErrors');
    // A visitor's context counts as such a window.
    assert.deepEqual(installabilityErrors.map(({errorId}) => errorId).filter(id => id !== 'in-incognito'), []);
});

scenario('an update is installed automatically and keeps all data', {}, async ({openBrowser, gateway}) => {
    const site = await startUpgrade(gateway.url);
    try {
        const her = await gateway.signIn('juliet');
        const app = await App.open(await openBrowser({}, site.url));
        await app.signIn(romeo);
        await app.open(juliet);
        await app.send('written before');
        await app.waitForState('written before', 'sent', 'delivered');
        await app.page.waitForFunction(() => navigator.serviceWorker.controller);
        const old = await versionOf(app.page);
        const next = [...old].reverse().join('').replace(/^./, 'f');
        assert.notEqual(next, old);
        site.upgrade(old, next);
        // The open tab continues with the old version.
        await her.send(romeo, 'said after');
        await app.waitForMessage('said after');
        await app.openOptions();
        await app.page.keyboard.press('Escape');
        // The next start still uses the old version, and fetches the new one.
        await app.reload();
        await app.waitForConversation();
        await eventually('only the new version is kept', async () => {
            const urls = await kept(app.page);
            return urls.length > 0 && urls.every(url => !url.includes(old));
        });
        await her.send(romeo, 'said meanwhile');
        await app.waitForMessage('said meanwhile');
        await app.openOptions();
        await app.page.keyboard.press('Escape');
        app.visitor.checkErrors();
        await app.reload();
        assert.equal(await versionOf(app.page), next);
        await app.waitForMessage('said meanwhile');
        assert.deepEqual(await app.texts(), ['written before', 'said after', 'said meanwhile']);
        await app.send('written after');
        await her.waitForMessage(/written after/);
    } finally {
        site.end();
    }
});
