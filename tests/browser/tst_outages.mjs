// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing is lost or repeated, whichever part fails during a conversation.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {outage, serverErrors} from './harness/browser.mjs';
import {eventually, defaultTimeout} from './harness/eventually.mjs';
import {juliet, romeo} from './harness/users.mjs';
import {scenario} from './harness/scenario.mjs';

const longOutage = 30_000;
const longestPause = 60_000; // between two connection attempts of the app

// Opens an app that is signed in and shows this conversation.
async function talking(visitor, jid, peer) {
    visitor.expect(outage);
    visitor.expect(serverErrors);
    const app = await App.open(visitor);
    await app.signIn(jid);
    await app.open(peer);
    return app;
}

async function bothTalking(openBrowser) {
    return [await talking(await openBrowser(), romeo, juliet), await talking(await openBrowser(), juliet, romeo)];
}

// Checks that both show exactly these messages as delivered. Messages written at the same time may be in
// different orders on the two sides.
async function checkBothShow(his, hers, texts) {
    for (const app of [his, hers]) {
        await eventually('all of it is there, and read', async () => {
            const messages = await app.messages();
            assert.deepEqual(messages.map(({text}) => text).toSorted(), texts.toSorted());
            assert.deepEqual(messages.filter(({direction, state}) => direction === 'out' && state !== 'displayed'), []);
            return true;
        }, defaultTimeout + longestPause);
    }
}

// A repeated message would arrive after the first one, so a further message proves that there is none.
async function checkNothingFollows(his, hers, texts) {
    await his.send('last words of his');
    await hers.waitForMessage('last words of his');
    await hers.send('last words of hers');
    await his.waitForMessage('last words of hers');
    await checkBothShow(his, hers, [...texts, 'last words of his', 'last words of hers']);
}

scenario('the network fails and recovers', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const his = await talking(await openBrowser({}, gateway.networkUrl), romeo, juliet);
    await his.send('before');
    await his.waitForState('before', 'sent', 'delivered');

    await gateway.setNetwork('down');
    await his.waitForConnection('offline');
    await his.page.getByRole('status').filter({hasText: his.text('No connection. What you write is sent later.')}).waitFor();
    await his.send('written in a tunnel');
    await his.waitForState('written in a tunnel', 'pending');
    await her.send(romeo, 'said meanwhile');
    // The app also starts without the network.
    await his.reload();
    await his.waitForState('written in a tunnel', 'pending');
    assert.deepEqual(await his.texts(), ['before', 'written in a tunnel']);
    await his.send('another one');
    await his.waitForState('another one', 'pending');
    assert.deepEqual(await her.bodies(), ['before']);

    await gateway.setNetwork('up');
    await his.waitForMessage('said meanwhile');
    await his.waitForState('another one', 'sent', 'delivered');
    await her.waitForMessage(/another one/);
    assert.deepEqual(await her.bodies(), ['before', 'written in a tunnel', 'another one']);
    assert.deepEqual((await his.texts()).toSorted(),
                     ['another one', 'before', 'said meanwhile', 'written in a tunnel']);
});

scenario('the browser says that it is offline, then online', {}, async ({openBrowser}) => {
    const [his, hers] = await bothTalking(openBrowser);
    await his.visitor.context.setOffline(true);
    await his.waitForConnection('offline');
    await his.send('one');
    await hers.send('two');
    await hers.waitForState('two', 'sent', 'delivered');
    await his.waitForState('one', 'pending');
    await his.visitor.context.setOffline(false);
    await his.waitForConnection('live');
    await checkBothShow(his, hers, ['one', 'two']);
});

scenario('the daemon is restarted during a conversation', {}, async ({openBrowser, gateway}) => {
    const [his, hers] = await bothTalking(openBrowser);
    await his.send('one');
    await gateway.stop();
    await hers.send('two');
    await his.send('three');
    await gateway.restart();
    await checkBothShow(his, hers, ['one', 'two', 'three']);
    await checkNothingFollows(his, hers, ['one', 'two', 'three']);
});

scenario('the daemon is killed and down for half a minute', {}, async ({openBrowser, gateway}) => {
    const [his, hers] = await bothTalking(openBrowser);
    await his.send('one');
    await hers.send('two');
    await gateway.kill();
    const end = Date.now() + longOutage;
    const texts = ['one', 'two'];
    // Both continue to write during the outage.
    for (let i = 0; Date.now() < end; ++i) {
        const text = `number ${i}`;
        const app = i % 2 ? hers : his;
        await app.send(text);
        await app.waitForState(text, 'pending');
        texts.push(text);
        const next = Math.min(end, Date.now() + longOutage / 10);
        await eventually('the next moment', () => Date.now() >= next);
    }
    await his.reload();
    await gateway.restart();
    await checkBothShow(his, hers, texts);
    for (const app of [his, hers]) {
        const own = (await app.texts('out')).filter(text => text.startsWith('number'));
        assert.deepEqual(own, texts.filter(text => own.includes(text)), 'in the order they were written');
    }
    await checkNothingFollows(his, hers, texts);
});

scenario('the daemon is killed again and again while both write', {}, async ({openBrowser, gateway}) => {
    const deaths = 5;
    const [his, hers] = await bothTalking(openBrowser);
    const texts = [];
    for (let death = 0; death < deaths; ++death) {
        const writing = [];
        for (const [name, app] of Object.entries({his, hers})) {
            const words = [0, 1, 2].map(i => `${name} ${death}.${i}`);
            texts.push(...words);
            writing.push((async () => {
                for (const text of words)
                    await app.send(text);
            })());
        }
        // The kill comes at a different time in each round.
        await eventually('something is written', async () => (await his.texts('out')).length > death * 3 + death % 3);
        await gateway.kill();
        await Promise.all(writing);
        await gateway.restart();
    }
    await checkBothShow(his, hers, texts);
    await checkNothingFollows(his, hers, texts);
});

scenario('the XMPP server fails and recovers', {}, async ({openBrowser, gateway}) => {
    const [his, hers] = await bothTalking(openBrowser);
    await gateway.call('killServer');
    await his.page.getByRole('status').filter({hasText: 'Your XMPP server is away.'}).waitFor();
    await his.send('while it is away');
    await his.waitForState('while it is away', 'queued');
    await gateway.call('restartServer');
    await checkBothShow(his, hers, ['while it is away']);
    await his.page.getByRole('status').filter({hasText: 'Your XMPP server is away.'}).waitFor({state: 'detached'});
});
