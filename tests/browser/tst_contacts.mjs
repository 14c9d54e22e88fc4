// SPDX-License-Identifier: GPL-3.0-or-later
// Contacts and their presence.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {refused} from './harness/browser.mjs';
import {juliet, mercutio, romeo} from './harness/users.mjs';
import {scenario} from './harness/scenario.mjs';

scenario('a contact is added and approves', {strangers: ['mercutio']}, async ({openBrowser, gateway}) => {
    const his = await gateway.signIn('mercutio');
    const app = await App.signedIn(openBrowser, juliet);
    const dialog = await app.openAddContact();
    await app.field('Address', dialog).fill(' Mercutio@localhost ');
    await app.field('Name', dialog).fill('Mercutio of Verona');
    await app.button('Add', dialog).click();
    await app.waitForConversation();
    await app.page.getByRole('heading', {name: 'Mercutio of Verona', exact: true}).waitFor();
    await app.contact(mercutio).filter({hasText: 'Waiting for approval'}).waitFor();
    await his.waitForPresence(/type="subscribe"/);
    await his.raw(`<presence type='subscribed' to='${juliet}'/>`);
    await app.waitForPresence(mercutio, 'online');
    await app.send('Any man that can write may answer a letter');
    await his.waitForMessage(/may answer a letter/);
});

scenario('an invalid address is not added', {}, async ({openBrowser}) => {
    const visitor = await openBrowser();
    visitor.expect(refused);
    const app = await App.open(visitor);
    await app.signIn(juliet);
    const dialog = await app.openAddContact();
    await app.button('Add', dialog).click();
    assert.ok(await app.field('Address', dialog).evaluate(node => node === document.activeElement));
    await app.field('Address', dialog).fill('@');
    await app.button('Add', dialog).click();
    await dialog.getByRole('alert').filter({hasText: 'This is not an address.'}).waitFor();
    await app.button('Cancel', dialog).click();
    await dialog.waitFor({state: 'detached'});
    assert.equal(await app.get('list', 'Contacts').locator('li').count(), 1);
});

scenario('a subscription request is approved or denied', {strangers: ['mercutio', 'tybalt']}, async ({openBrowser, gateway}) => {
    const his = await gateway.signIn('mercutio');
    const foe = await gateway.signIn('tybalt');
    const app = await App.signedIn(openBrowser, juliet);
    for (const one of [his, foe])
        await one.raw(`<presence type='subscribe' to='${juliet}'/>`);
    await app.request(mercutio).waitFor();
    await app.request('tybalt@localhost').waitFor();
    // The request is shown again after a reload, even if the gateway no longer has the event.
    await app.reload();
    await app.button('Approve', app.request(mercutio)).click();
    await his.waitForPresenceOf(juliet);
    await his.waitForPresence(/from="juliet@localhost"[^>]*type="subscribe"/);
    await his.raw(`<presence type='subscribed' to='${juliet}'/>`);
    await app.waitForPresence(mercutio, 'online');
    await app.button('Deny', app.request('tybalt@localhost')).click();
    await app.request('tybalt@localhost').waitFor({state: 'detached'});
    await foe.waitForPresence(/from="juliet@localhost"[^>]*type="un(subscribed|available)"/);
    assert.equal(await app.contact('tybalt@localhost').count(), 0);
    await app.reload();
    await app.waitForConnection('live');
    await app.waitForPresence(mercutio, 'online');
    assert.equal(await app.get('list', 'Requests').count(), 0);
});

scenario('a contact is renamed and removed, on all devices', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const desk = await App.signedIn(openBrowser, romeo);
    const phone = await App.signedIn(openBrowser, romeo);
    await her.send(romeo, 'before');
    await desk.open(juliet);
    await desk.waitForMessage('before');
    await desk.openOptions();
    await desk.button('Rename').click();
    const dialog = desk.dialog('Rename');
    await desk.field('Name', dialog).fill('Juliet Capulet');
    await desk.button('Save', dialog).click();
    await desk.page.getByRole('heading', {name: 'Juliet Capulet', exact: true}).waitFor();
    await phone.contact(juliet).getByRole('button', {name: /^Juliet Capulet/}).waitFor();
    await desk.openOptions();
    await desk.button('Remove contact').click();
    await desk.button('Remove contact', desk.dialog('Remove contact')).click();
    await desk.waitForView('contacts');
    await desk.contact(juliet).waitFor({state: 'detached'});
    const device = await gateway.device(romeo);
    assert.deepEqual((await device.request('GET', 'v1/contacts')).contacts, []);
    await her.waitForPresenceOf(romeo, false);
    // She is no longer a contact, but can still write.
    await her.send(romeo, 'after');
    await desk.open(juliet);
    await desk.waitForMessage('after');
    assert.deepEqual(await desk.texts(), ['after']);
});

scenario('both see the presence of the other', {friends: ['mercutio']}, async ({openBrowser, gateway}) => {
    const his = await gateway.signIn('mercutio');
    const app = await App.signedIn(openBrowser, romeo);
    await his.waitForPresenceOf(romeo);
    for (const [show, label] of [['away', 'Away'], ['xa', 'Away for long'], ['dnd', 'Do not disturb'],
                                 ['chat', 'Free to chat'], [undefined, 'Online']]) {
        await his.setPresence(show, `he is ${label}`);
        await app.waitForPresence(mercutio, show ?? 'online');
        await app.contact(mercutio).getByRole('button', {name: new RegExp(label)}).waitFor();
        await app.contact(mercutio).filter({hasText: `he is ${label}`}).waitFor();
    }
    await his.signOut();
    await app.waitForPresence(mercutio, 'offline');

    const her = await gateway.signIn('juliet');
    for (const show of ['away', 'xa', 'dnd', 'chat']) {
        const dialog = await app.openYou();
        await app.get('combobox', 'Presence', dialog).selectOption(show);
        await app.field('Status text', dialog).fill(`so ${show}`);
        await app.button('Save', dialog).click();
        await dialog.waitFor({state: 'detached'});
        await her.waitForPresence(new RegExp(`<show>${show}</show><status>so ${show}</status>`));
        await app.page.getByRole('button', {name: app.jid}).filter({hasText: `so ${show}`}).waitFor();
    }
    await app.reload();
    await app.page.getByRole('button', {name: app.jid}).filter({hasText: 'so chat'}).waitFor();
});
