// SPDX-License-Identifier: GPL-3.0-or-later
// The cost of the first visit on a phone: a processor four times slower than this one, and Lighthouse's slow
// mobile network.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {sizes} from './harness/browser.mjs';
import {eventually} from './harness/eventually.mjs';
import {scenario} from './harness/scenario.mjs';

const slowdown = 4;
const network = {offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8};

const mostBytes = 64 * 1024; // including headers
const mostRequests = 30;
const mostBytesToKeep = 80 * 1024; // the same and the files that the service worker caches, without headers
const longestStart = 3_800; // ms, until the user can type; the limit of Lighthouse's "good"
const longestNextStart = 1_900;
const mostProcessorTime = 0.4; // s of the page's thread, without the slowdown

async function measured(visitor) {
    const requests = new Map();
    visitor.devtools.on('Network.requestWillBeSent', ({requestId, request}) => requests.set(requestId, {url: request.url, bytes: 0}));
    visitor.devtools.on('Network.loadingFinished', ({requestId, encodedDataLength}) => {
        if (requests.has(requestId))
            requests.get(requestId).bytes = encodedDataLength;
    });
    await visitor.devtools.send('Network.enable');
    return {
        count: () => requests.size,
        bytes: () => [...requests.values()].reduce((sum, {bytes}) => sum + bytes, 0),
        clear: () => requests.clear(),
    };
}

// Returns when the page first passes a test by its own clock, in ms since it was requested.
const timeOf = async (page, test) => (await page.waitForFunction(test)).jsonValue();

// The user can type.
const isReadyToSignIn = () => document.activeElement?.matches('input') && document.fonts.status === 'loaded' && performance.now();
const isReadyToWrite = () => document.querySelector('.contacts li') && document.activeElement?.matches('textarea, h2')
    && performance.now();

scenario('the first visit loads little, the next one nothing', {}, async ({openBrowser, gateway}) => {
    const visitor = await openBrowser(sizes.phone);
    const requests = await measured(visitor);
    await visitor.devtools.send('Network.emulateNetworkConditions', network);
    await visitor.devtools.send('Emulation.setCPUThrottlingRate', {rate: slowdown});
    await visitor.page.goto(gateway.url);
    const start = await timeOf(visitor.page, isReadyToSignIn);
    console.log(`first start: ${start.toFixed()} ms, ${requests.count()} requests, ${requests.bytes()} bytes`);
    assert.ok(requests.count() <= mostRequests, `${requests.count()} requests`);
    assert.ok(requests.bytes() <= mostBytes, `${requests.bytes()} bytes`);
    assert.ok(start <= longestStart, `${start} ms until one can type`);

    await visitor.page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
    const answers = [...(await gateway.log()).matchAll(/ GET \S+ (\d+) (\d+) bytes/g)];
    const kept = answers.reduce((sum, [, , bytes]) => sum + Number(bytes), 0);
    console.log(`with the service worker: ${answers.length} requests, ${kept} bytes`);
    assert.ok(kept <= mostBytesToKeep, `${kept} bytes`);

    const app = await App.open(visitor);
    await app.signIn('romeo@localhost');
    await app.open('juliet@localhost');
    requests.clear();
    await visitor.page.reload();
    const nextStart = await timeOf(visitor.page, isReadyToWrite);
    console.log(`next start: ${nextStart.toFixed()} ms, ${requests.bytes()} bytes`);
    assert.ok(nextStart <= longestNextStart, `${nextStart} ms until one can write`);
    assert.equal(requests.bytes(), 0, 'all came from the service worker');
});

scenario('it uses little processor time', {}, async ({openBrowser, gateway}) => {
    const visitor = await openBrowser(sizes.phone);
    // Measures thread time, which other programs on this machine do not affect.
    await visitor.devtools.send('Performance.enable', {timeDomain: 'threadTicks'});
    const spent = async () => {
        const {metrics} = await visitor.devtools.send('Performance.getMetrics');
        return metrics.find(({name}) => name === 'TaskDuration').value;
    };
    await visitor.page.goto(gateway.url);
    await timeOf(visitor.page, isReadyToSignIn);
    const start = await spent();
    const app = await App.open(visitor);
    await app.signIn('romeo@localhost');
    await app.open('juliet@localhost');
    // An idle second uses almost no processor time.
    await visitor.page.evaluate(() => { performance.mark('quiet'); });
    const before = await spent();
    await eventually('a second has passed', () => visitor.page.evaluate(() =>
        performance.now() - performance.getEntriesByName('quiet')[0].startTime > 1_000));
    const idle = await spent() - before;
    console.log(`processor: ${start.toFixed(3)} s to start, ${idle.toFixed(3)} s in a second of nothing`);
    assert.ok(start <= mostProcessorTime, `${start} s`);
    assert.ok(idle <= 0.05, `${idle} s`);
});
