// SPDX-License-Identifier: GPL-3.0-or-later
// Uses the whole app with keys only, on the screen of a phone without a touch screen.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {sizes} from './harness/browser.mjs';
import {Keys} from './harness/keys.mjs';
import {juliet, mercutio, romeo} from './harness/users.mjs';
import {scenario} from './harness/scenario.mjs';

async function signedIn(openBrowser, jid) {
    const app = await App.open(await openBrowser(sizes.keypad));
    const keys = new Keys(app);
    await keys.waitFor(app.field('Address'));
    await keys.type(jid);
    await keys.press('ArrowDown');
    assert.ok(await keys.isAt(app.field('Password')));
    await keys.type('demo');
    await keys.press('SoftRight');
    await app.waitForView('contacts');
    await app.waitForConnection('live');
    await keys.waitFor(app.get('list', 'Contacts').getByRole('button'));
    return {app, keys};
}

const item = (app, jid) => app.contact(jid).getByRole('button');
const softKey = (app, side) => app.page.locator('#softkeys button').nth(side === 'left' ? 0 : 1);

scenario('signing in, talking, and signing out', {friends: ['mercutio']}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const {app, keys} = await signedIn(openBrowser, romeo);
    await app.contact(mercutio).waitFor();
    await keys.go(item(app, juliet));
    await keys.go(item(app, mercutio));
    await keys.go(item(app, juliet), 'ArrowUp');
    await keys.press('Enter');
    await app.waitForConversation();
    await keys.waitFor(app.input());

    await keys.type('By whose direction found’st thou out this place?');
    await keys.press('Enter');
    await her.waitForMessage(/direction found/);
    await her.send(romeo, 'Dost thou love me?');
    await app.waitForMessage('Dost thou love me?');
    await keys.waitFor(app.input());

    // Backspace deletes text first.
    await keys.type('ay');
    await keys.press('Backspace');
    await keys.press('Backspace');
    assert.equal(await app.data('view'), 'conversation');
    await keys.press('Backspace');
    await app.waitForView('contacts');
    await keys.waitFor(item(app, juliet));

    assert.equal(await softKey(app, 'right').textContent(), 'You');
    await keys.press('SoftRight');
    await app.dialog('You').waitFor();
    await keys.choose(app.button('Sign out', app.dialog('You')));
    await app.dialog('Sign out').waitFor();
    await keys.press('SoftRight');
    await app.waitForView('signin');
    await keys.waitFor(app.field('Address'));
});

scenario('received messages are read from the first to the last', {}, async ({openBrowser, gateway}) => {
    const count = 40;
    const her = await gateway.signIn('juliet');
    const {app, keys} = await signedIn(openBrowser, romeo);
    for (let i = 0; i < count; ++i)
        await her.send(romeo, `${i}. ${'and more of it '.repeat(i % 5)}`);
    await app.contact(juliet).and(app.page.locator(`[data-unread="${count}"]`)).waitFor();
    await keys.choose(item(app, juliet));
    await keys.waitFor(app.input());
    await keys.go(app.log(), 'ArrowUp');
    const first = app.log().locator('[data-id]').first();
    for (let pressed = 0; !await first.evaluate(node => node.getBoundingClientRect().top >= 0); ++pressed) {
        assert.ok(pressed < 10 * count, 'ArrowUp leads to the first message');
        await keys.press('ArrowUp');
        assert.ok(await keys.isAt(app.log()), 'the arrow scrolls as long as there is something');
    }
    // The same downwards; at the end the focus moves on.
    for (let pressed = 0; await keys.isAt(app.log()); ++pressed) {
        assert.ok(pressed < 10 * count, 'ArrowDown leads to the end');
        await keys.press('ArrowDown');
    }
    const last = await app.log().locator('[data-id]').last().boundingBox();
    const frame = await app.log().boundingBox();
    assert.ok(last.y + last.height <= frame.y + frame.height + 1, 'the last message is in sight');
    await keys.go(app.input());
});

scenario('a contact is added, renamed and removed', {}, async ({openBrowser, gateway}) => {
    const {app, keys} = await signedIn(openBrowser, juliet);
    const her = await gateway.signIn('romeo');
    await app.waitForPresence(romeo, 'online');
    assert.equal(await softKey(app, 'left').textContent(), 'Add contact');
    await keys.press('SoftLeft');
    await app.dialog('Add contact').waitFor();
    await keys.waitFor(app.field('Address', app.dialog('Add contact')));
    await keys.type('rosaline@localhost');
    await keys.press('ArrowDown');
    await keys.type('Rosaline');
    await keys.press('SoftRight');
    await app.waitForConversation();
    await keys.waitFor(app.input());

    assert.equal(await softKey(app, 'right').textContent(), 'Options');
    await keys.press('SoftRight');
    await keys.choose(app.button('Rename'));
    await keys.waitFor(app.field('Name'));
    await keys.type('Fair ');
    await keys.press('SoftRight');
    await app.dialog('Rename').waitFor({state: 'detached'});
    await app.page.getByRole('heading', {name: 'Fair Rosaline'}).waitFor();

    await keys.press('SoftRight');
    await keys.choose(app.button('Remove contact'));
    await app.dialog('Remove contact').waitFor();
    await keys.press('SoftLeft'); // the dialog stays open
    await app.dialog('Remove contact').waitFor({state: 'detached'});
    await keys.press('SoftRight');
    await keys.choose(app.button('Remove contact'));
    await app.dialog('Remove contact').waitFor();
    await keys.press('SoftRight');
    await app.waitForView('contacts');
    await app.contact('rosaline@localhost').waitFor({state: 'detached'});
    await keys.waitFor(app.page.locator(':focus'));
    await her.signOut();
});

scenario('a request is answered', {friends: ['mercutio']}, async ({openBrowser, gateway}) => {
    const his = await gateway.signIn('mercutio');
    const {app, keys} = await signedIn(openBrowser, juliet);
    await his.raw(`<presence type='subscribe' to='${juliet}'/>`);
    await app.request(mercutio).waitFor();
    await keys.choose(app.button('Approve', app.request(mercutio)), 'ArrowUp');
    await his.waitForPresenceOf(juliet);
    await app.request(mercutio).waitFor({state: 'detached'});
    await keys.check('the request is gone');
});

scenario('every control of a dialog is usable', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const {app, keys} = await signedIn(openBrowser, romeo);
    app.visitor.expect(/Push API in incognito mode/); // every context of Playwright is incognito
    await her.waitForPresenceOf(romeo);
    await keys.press('SoftRight');
    const you = app.dialog('You');
    // A list of options opens, and closes after the selection.
    await keys.go(app.get('combobox', 'Presence', you));
    await keys.press('Enter');
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press('Enter');
    assert.equal(await app.get('combobox', 'Presence', you).inputValue(), 'away');
    await keys.go(app.field('Status text', you));
    await keys.type('under a balcony');
    await keys.press('SoftRight');
    await you.waitFor({state: 'detached'});
    await her.waitForPresence(/<show>away<\/show><status>under a balcony<\/status>/);

    // Enter activates, and Backspace leaves the dialog outside of text fields.
    await keys.press('SoftRight');
    const notifications = app.page.getByRole('switch').or(app.page.getByRole('checkbox'));
    await keys.go(notifications);
    await keys.press('Enter');
    assert.ok(await notifications.isChecked(), 'Enter switches it on');
    await keys.press('Backspace');
    await you.waitFor({state: 'detached'});
    await keys.press('SoftRight');
    await keys.go(app.get('combobox', 'Presence', you));
    await keys.press('Backspace');
    await you.waitFor({state: 'detached'});
});

scenario('the option to be remembered works with keys', {}, async ({openBrowser}) => {
    const app = await App.open(await openBrowser(sizes.keypad));
    const keys = new Keys(app);
    await keys.waitFor(app.field('Address'));
    await keys.type(romeo);
    await keys.press('ArrowDown');
    await keys.type('demo');
    await keys.press('ArrowDown');
    const remember = app.field('Remember this device');
    assert.ok(await keys.isAt(remember));
    assert.ok(await remember.isChecked());
    await keys.press('Enter');
    assert.ok(!await remember.isChecked(), 'Enter changes it');
    assert.equal(await app.data('view'), 'signin');
    await keys.choose(app.button('Sign in'));
    await app.waitForView('contacts');
});
