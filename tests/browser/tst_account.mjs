// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in and out, by the user and by others.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {refused} from './harness/browser.mjs';
import {eventually} from './harness/eventually.mjs';
import {juliet, romeo} from './harness/users.mjs';
import {scenario} from './harness/scenario.mjs';

// Returns everything that the page stores, as one text.
const stored = page => page.evaluate(async () => {
    const databases = await Promise.all((await indexedDB.databases()).map(({name}) => new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = async () => {
            const names = [...opening.result.objectStoreNames];
            const reading = opening.result.transaction(names);
            const values = await Promise.all(names.map(each => new Promise(done => {
                const asked = reading.objectStore(each).getAll();
                asked.onsuccess = () => done(asked.result);
            })));
            opening.result.close();
            resolve(values);
        };
    })));
    return JSON.stringify([databases, {...localStorage}, {...sessionStorage}, document.cookie]);
});

scenario('a wrong password is rejected, the right one is accepted', {}, async ({openBrowser}) => {
    const visitor = await openBrowser();
    visitor.expect(refused);
    const app = await App.open(visitor);
    await app.get('heading', 'WebJabber').waitFor();
    await app.fillSignIn(romeo, 'wrong');
    await app.page.getByRole('alert').filter({hasText: app.text('The address or the password is wrong.')}).waitFor();
    assert.equal(await app.data('view'), 'signin');
    await app.field('Password').fill('demo');
    await app.field('Password').press('Enter');
    await app.waitForView('contacts');
    await app.waitForConnection('live');
    assert.ok(!(await stored(app.page)).includes('demo'), 'the password is not kept');
});

scenario('an invalid address is rejected', {}, async ({openBrowser}) => {
    const visitor = await openBrowser();
    visitor.expect(refused);
    const app = await App.open(visitor);
    await app.fillSignIn('romeo @ localhost');
    await app.page.getByRole('alert').filter({hasText: 'This is not an address.'}).waitFor();
    assert.ok(await app.field('Address').evaluate(node => node === document.activeElement), 'the address has the focus');
});

scenario('a device that is remembered is signed in next time', {}, async ({openBrowser}) => {
    const visitor = await openBrowser();
    const app = await App.open(visitor);
    await app.signIn(romeo);
    await visitor.page.close();
    const again = await App.open(visitor, {page: await visitor.context.newPage()});
    await again.waitForView('contacts');
    await again.waitForConnection('live');
});

scenario('a device that is not remembered is signed out with its tab', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const visitor = await openBrowser();
    const app = await App.open(visitor);
    await app.signIn(romeo, 'demo', {remember: false});
    await her.send(romeo, 'for his eyes only');
    await app.open(juliet);
    await app.waitForMessage('for his eyes only');
    await app.reload();
    await app.waitForMessage('for his eyes only');
    await app.page.close();
    const next = await App.open(visitor, {page: await visitor.context.newPage()});
    await next.waitForView('signin');
    assert.ok(!/romeo|his eyes/.test(await stored(next.page)), 'nothing of his is left');
    assert.equal(await next.field('Address').inputValue(), '');
});

scenario('signing out deletes all data', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const app = await App.open(await openBrowser());
    await app.signIn(romeo);
    await her.send(romeo, 'for his eyes only');
    await app.open(juliet);
    await app.waitForMessage('for his eyes only');
    const dialog = await app.openYou();
    await app.button('Sign out', dialog).click();
    await app.button('Sign out', app.dialog('Sign out')).click();
    await app.waitForView('signin');
    assert.ok(!/romeo|his eyes|wj_/.test(await stored(app.page)), 'nothing of his is left');
    await eventually('the session is gone', async () =>
        (await gateway.admin('GET', '/admin/v1/sessions')).sessions.length === 0);
    await app.reload();
    await app.waitForView('signin');
    await app.signIn(juliet);
    await app.open(romeo);
    assert.deepEqual(await app.messages(), []);
});

scenario('signing out everywhere ends the other devices', {}, async ({openBrowser}) => {
    const visitor = await openBrowser();
    visitor.expect(refused);
    const desk = await App.open(visitor);
    const phone = await App.open(await openBrowser());
    await desk.signIn(romeo);
    await phone.signIn(romeo);
    const dialog = await phone.openYou();
    await phone.button('Sign out everywhere', dialog).click();
    await phone.button('Sign out everywhere', phone.dialog('Sign out everywhere')).click();
    await phone.waitForView('signin');
    await desk.waitForView('signin');
    await desk.page.getByRole('alert').filter({hasText: 'You were signed out.'}).waitFor();
    assert.equal(await desk.field('Address').inputValue(), romeo);
});

scenario('after the operator ends a session the user can sign in again', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const visitor = await openBrowser();
    visitor.expect(refused);
    const app = await App.open(visitor);
    await app.signIn(romeo);
    await app.open(juliet);
    await her.send(romeo, 'before');
    await app.waitForMessage('before');
    await app.send('me too');
    await app.waitForState('me too', 'sent');
    const dialog = await app.openYou();
    await gateway.admin('DELETE', `/admin/v1/sessions/${romeo}`);
    await app.waitForView('signin');
    await dialog.waitFor({state: 'detached'});
    await app.page.getByRole('alert').filter({hasText: 'You were signed out.'}).waitFor();
    await app.field('Password').fill('demo');
    await app.button('Sign in').click();
    await app.waitForConnection('live');
    await app.open(juliet);
    await her.send(romeo, 'after');
    await app.waitForMessage('after');
    assert.deepEqual(await app.texts(), ['before', 'me too', 'after']);
});

scenario('another account sees no data of the previous one', {friends: ['mercutio']}, async ({openBrowser, gateway}) => {
    const visitor = await openBrowser();
    visitor.expect(refused);
    const app = await App.open(visitor);
    await app.signIn(romeo);
    await app.open('mercutio@localhost');
    await app.send('for his eyes only');
    await app.waitForState('for his eyes only', 'sent', 'delivered');
    await gateway.admin('DELETE', `/admin/v1/sessions/${romeo}`);
    await app.waitForView('signin');
    await app.fillSignIn('juliet@localhost');
    await app.waitForView('contacts');
    await app.waitForConnection('live');
    assert.ok(!/mercutio|his eyes/.test(await stored(app.page)));
});

scenario('two tabs show the same and are signed out together', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const visitor = await openBrowser();
    visitor.expect(refused);
    const first = await App.open(visitor);
    await first.signIn(romeo);
    const second = await App.open(visitor, {page: await visitor.context.newPage()});
    await second.waitForConnection('live');
    await first.open(juliet);
    await second.open(juliet);
    await her.send(romeo, 'to both');
    await first.waitForMessage('to both');
    await second.waitForMessage('to both');
    await first.send('from the first');
    await second.send('from the second');
    for (const tab of [first, second]) {
        await tab.waitForState('from the first', 'sent', 'delivered');
        await tab.waitForState('from the second', 'sent', 'delivered');
        assert.deepEqual((await tab.texts()).toSorted(), ['from the first', 'from the second', 'to both']);
    }
    await her.waitForMessage(/from the second/);
    assert.deepEqual((await her.bodies()).toSorted(), ['from the first', 'from the second']);
    const dialog = await first.openYou();
    await first.button('Sign out', dialog).click();
    await first.button('Sign out', first.dialog('Sign out')).click();
    await first.waitForView('signin');
    await second.waitForView('signin');
    assert.ok(!/romeo|wj_/.test(await stored(second.page)), 'nothing of his is left');
});
