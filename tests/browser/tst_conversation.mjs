// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations with the web app on one side or on both.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {eventually} from './harness/eventually.mjs';
import {juliet, romeo} from './harness/users.mjs';
import {scenario} from './harness/scenario.mjs';

const typingLine = app => app.page.getByRole('status').filter({hasText: 'is typing'});

scenario('two browsers exchange messages', {}, async ({openBrowser}) => {
    const his = await App.signedIn(openBrowser, romeo);
    const hers = await App.signedIn(openBrowser, juliet);
    await his.waitForPresence(juliet, 'online');
    await his.open(juliet);

    const light = 'But, soft! what light through yonder window breaks?';
    await his.send(light);
    await hers.contact(romeo).and(hers.page.locator('[data-unread="1"]')).waitFor();
    assert.match(await hers.page.title(), /^\(1\)/);
    // The message has arrived and is unread.
    await his.waitForState(light, 'sent', 'delivered');
    await hers.open(romeo);
    await hers.waitForMessage(light, ({direction}) => direction === 'in');
    await hers.contact(romeo).and(hers.page.locator('[data-unread="0"]')).waitFor();
    await his.waitForState(light, 'displayed');

    await hers.input().pressSequentially('Ay me');
    await typingLine(his).waitFor();
    await hers.input().press('Enter');
    await his.waitForMessage('Ay me', ({direction}) => direction === 'in');
    await typingLine(his).waitFor({state: 'detached'});
    // The conversation is open in a visible window.
    await hers.waitForState('Ay me', 'displayed');

    assert.deepEqual(await his.texts(), [light, 'Ay me']);
    assert.deepEqual(await hers.texts(), await his.texts());
});

scenario('a reload during a conversation changes nothing', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const his = await App.signedIn(openBrowser, romeo);
    await his.open(juliet);
    await his.send('one');
    await her.waitForMessage(/<body>one</);
    await her.send(romeo, 'two');
    await his.waitForMessage('two');
    await his.reload();
    await his.waitForConversation();
    await his.waitForConnection('live');
    await her.send(romeo, 'three');
    await his.waitForMessage('three');
    await his.send('four');
    await her.waitForMessage(/<body>four</);
    assert.deepEqual(await his.texts(), ['one', 'two', 'three', 'four']);
    assert.deepEqual(await her.bodies(), ['one', 'four']);
});

scenario('messages written fast arrive once, in order', {}, async ({openBrowser}) => {
    const count = 30;
    const his = await App.signedIn(openBrowser, romeo);
    const hers = await App.signedIn(openBrowser, juliet);
    await his.open(juliet);
    await hers.open(romeo);
    const write = async (app, name) => {
        for (let i = 0; i < count; ++i)
            await app.send(`${name} ${i}`);
    };
    await Promise.all([write(his, 'his'), write(hers, 'hers')]);
    const wanted = name => Array.from({length: count}, (unused, i) => `${name} ${i}`);
    for (const [app, mine, theirs] of [[his, 'his', 'hers'], [hers, 'hers', 'his']]) {
        await app.waitForState(`${mine} ${count - 1}`, 'displayed');
        await app.waitForMessage(`${theirs} ${count - 1}`);
        assert.deepEqual(await app.texts('out'), wanted(mine));
        assert.deepEqual(await app.texts('in'), wanted(theirs));
    }
    const shown = await his.texts();
    await his.reload();
    await his.waitForMessage(`his ${count - 1}`);
    await his.waitForMessage(`hers ${count - 1}`);
    assert.deepEqual(await his.texts(), shown, 'in the same order as before');
});

scenario('text arrives unchanged', {}, async ({openBrowser, gateway}) => {
    const texts = [
        'two\nlines\n\n  and an indented one',
        'tab\there, "quotes" & <angles>',
        'مرحبا, שלום, नमस्ते, 你好',
        'e\u0301 is not é, and 👩‍👩‍👧‍👦 is one family',
        'x'.repeat(5_000),
        '0',
    ];
    const her = await gateway.signIn('juliet');
    const device = await gateway.device(juliet);
    const his = await App.signedIn(openBrowser, romeo);
    await his.open(juliet);
    for (const text of texts)
        await his.send(text);
    await eventually('all arrives', async () => (await device.messages()).length === texts.length);
    assert.deepEqual((await device.messages()).map(({body}) => body), texts);
    for (const text of texts)
        await her.send(romeo, text);
    await eventually('all is shown', async () => (await his.texts('in')).length === texts.length);
    assert.deepEqual(await his.texts('in'), texts);
    assert.deepEqual(await his.texts('out'), texts);
});

scenario('all devices of an account show sent and received messages', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const desk = await App.signedIn(openBrowser, romeo);
    const phone = await App.signedIn(openBrowser, romeo);
    await her.send(romeo, 'Wherefore art thou Romeo?');
    const unread = (app, count) => app.contact(juliet).and(app.page.locator(`[data-unread="${count}"]`)).waitFor();
    await Promise.all([unread(desk, 1), unread(phone, 1)]);
    await desk.open(juliet);
    await unread(desk, 0);
    await unread(phone, 0);
    await desk.send('Shall I speak at this?');
    await phone.open(juliet);
    await phone.waitForMessage('Shall I speak at this?', ({direction}) => direction === 'out');
    assert.deepEqual(await phone.texts(), ['Wherefore art thou Romeo?', 'Shall I speak at this?']);
    assert.deepEqual(await her.bodies(), ['Shall I speak at this?']);
});

scenario('a failed message is shown and can be retried', {}, async ({openBrowser, gateway}) => {
    const his = await App.signedIn(openBrowser, romeo);
    await his.visit('rosaline@localhost');
    await his.send('Tut, you saw her fair');
    const {id} = await his.waitForState('Tut, you saw her fair', 'failed');
    await his.log().getByText('That XMPP server refused the request.').waitFor();
    await his.reload();
    await his.waitForState('Tut, you saw her fair', 'failed');
    await gateway.call('addAccount', {user: 'rosaline'});
    await his.button('Try again').click();
    await his.waitForMessage('Tut, you saw her fair', message => message.id !== id && message.state === 'sent');
    const her = await gateway.signIn('rosaline');
    await her.waitForMessage(/you saw her fair/);
    assert.deepEqual(await his.texts(), ['Tut, you saw her fair']);
    assert.equal(await his.button('Try again').count(), 0);
});

scenario('a draft is kept', {friends: ['mercutio']}, async ({openBrowser}) => {
    const his = await App.signedIn(openBrowser, romeo);
    await his.open(juliet);
    await his.input().fill('I take thee at');
    await his.open('mercutio@localhost');
    assert.equal(await his.input().inputValue(), '');
    await his.open(juliet);
    assert.equal(await his.input().inputValue(), 'I take thee at');
    await his.input().press('End');
    await his.input().pressSequentially(' thy word');
    // The draft is stored shortly after the last key press; then another tab shows it.
    const tab = await App.open(his.visitor, {page: await his.visitor.context.newPage(), path: `#/${juliet}`});
    await eventually('it is kept', async () => {
        await tab.reload();
        await tab.waitForConversation();
        return await tab.input().inputValue() === 'I take thee at thy word';
    });
});

scenario('a long conversation is read page by page', {}, async ({openBrowser, gateway}) => {
    const count = 400;
    const name = i => `number ${i}`;
    const her = await gateway.signIn('juliet');
    const his = await App.signedIn(openBrowser, romeo);
    for (let i = 0; i < count; ++i)
        await her.send(romeo, name(i));
    await his.contact(juliet).and(his.page.locator(`[data-unread="${count}"]`)).waitFor();
    await his.open(juliet);
    await his.waitForMessage(name(count - 1));
    assert.ok((await his.texts()).length < count, 'not all of it is in the page');
    const seen = new Set();
    await eventually('the first one is reached', async () => {
        await his.log().evaluate(log => { log.scrollTop = 0; });
        const texts = await his.texts();
        texts.forEach(text => seen.add(text));
        return texts.includes(name(0));
    });
    assert.equal(seen.size, count, 'none was left out');
    // A new message does not scroll the list; a button leads to it.
    const place = () => his.log().evaluate(log => log.scrollTop);
    const before = await place();
    await her.send(romeo, 'the newest');
    await his.button('To the newest messages').waitFor();
    await his.contact(juliet).filter({hasText: 'the newest'}).waitFor();
    assert.equal(await place(), before);
    await his.button('To the newest messages').click();
    await his.waitForMessage('the newest');
    await his.button('To the newest messages').waitFor({state: 'hidden'});
});
