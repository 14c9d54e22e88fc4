// SPDX-License-Identifier: GPL-3.0-or-later
// From a message on the XMPP server to a notification, with the tab closed. The test replaces the browser
// vendor's push server: it decrypts the daemon's request with an independent implementation and passes the
// content to Chromium.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {eventually} from './harness/eventually.mjs';
import {PushService} from './harness/pushservice.mjs';
import {scenario} from './harness/scenario.mjs';

const romeo = 'romeo@localhost';
const juliet = 'juliet@localhost';
// /healthz has no icon, and browsers request one for every page.
const noIcon = /favicon\.ico/;

// `run` gets {app, visitor, service, her, gateway}: romeo's app is open with notifications enabled, and
// juliet uses an XMPP client.
function pushScenario(name, users, run) {
    scenario(name, users, async ({openBrowser, gateway}) => {
        const service = await PushService.start();
        try {
            const visitor = await openBrowser();
            const browser = await service.replaceIn(visitor);
            const app = await App.open(visitor);
            await app.signIn(romeo);
            const dialog = await app.openYou();
            await app.field('Notifications', dialog).check();
            const device = await gateway.device(romeo);
            const subscriptions = async () =>
                (await device.request('GET', 'v1/push-subscriptions')).push_subscriptions;
            await eventually('the gateway knows where to push', async () => (await subscriptions()).length === 1);
            const her = await gateway.signIn('juliet');
            await run({app, visitor, service, browser, device, subscriptions, her, gateway});
        } finally {
            service.end();
        }
    });
}

// The tab is closed, but another page of this origin can read the notifications.
async function closeTab(visitor) {
    visitor.expect(noIcon);
    await visitor.page.goto(`${visitor.origin}/healthz`);
}

const shown = (visitor, count) => eventually(`${count} notification(s)`, async () => {
    const notifications = await visitor.notifications();
    assert.equal(notifications.length, count);
    return notifications;
});

pushScenario('a message becomes a notification', {}, async ({app, visitor, service, browser, device, her}) => {
    const {vapid_public_key: key} = await device.request('GET', 'v1/push/key');
    assert.equal(browser.applicationServerKey().toString('base64url'), key, 'the page subscribed with the key of the gateway');
    await device.request('PUT', `v1/contacts/${juliet}`, {name: 'Juliet'});
    await app.reload();
    await app.contact(juliet).filter({hasText: /Juliet/}).waitFor();
    await closeTab(visitor);
    await her.send(romeo, 'Good night, good night! ½ € 🌹');
    const {text, vapidKey} = await service.push(0);
    assert.equal(vapidKey, key);
    const event = JSON.parse(text);
    assert.equal(event.type, 'message');
    assert.equal(event.body, 'Good night, good night! ½ € 🌹');
    assert.equal(event.from.split('/')[0], juliet);
    await visitor.deliverPush(text);
    const [notification] = await shown(visitor, 1);
    assert.equal(notification.title, 'Juliet');
    assert.equal(notification.body, 'Good night, good night! ½ € 🌹');
    assert.equal(notification.data.peer, juliet);
    // The service worker acknowledged nothing: the app still receives the message and closes the notification.
    const again = await App.open(visitor);
    await again.contact(juliet).and(again.page.locator('[data-unread="1"]')).waitFor();
    await again.open(juliet);
    await again.waitForMessage('Good night, good night! ½ € 🌹');
    await shown(visitor, 0);
});

pushScenario('one contact has one notification, with the newest message', {friends: ['mercutio']},
             async ({visitor, service, her, gateway}) => {
    const his = await gateway.signIn('mercutio');
    await closeTab(visitor);
    await her.send(romeo, 'one');
    await visitor.deliverPush((await service.push(0)).text);
    await shown(visitor, 1);
    await her.send(romeo, 'two');
    await visitor.deliverPush((await service.push(1)).text);
    await eventually('it says the newest', async () => (await visitor.notifications())[0].body === 'two');
    await his.send(romeo, 'three');
    await visitor.deliverPush((await service.push(2)).text);
    const notifications = await shown(visitor, 2);
    assert.deepEqual(notifications.map(({body}) => body).toSorted(), ['three', 'two']);
});

pushScenario('what another device has read is not notified any more', {friends: ['mercutio']},
             async ({visitor, service, her, device, gateway}) => {
    const his = await gateway.signIn('mercutio');
    await closeTab(visitor);
    await her.send(romeo, 'read elsewhere');
    await visitor.deliverPush((await service.push(0)).text);
    await shown(visitor, 1);
    const [{id}] = await device.messages();
    await device.request('POST', 'v1/markers', {to: juliet, id});
    await his.send(romeo, 'not read');
    await visitor.deliverPush((await service.push(1)).text);
    await eventually('only the other one is left', async () => {
        const notifications = await visitor.notifications();
        return notifications.length === 1 && notifications[0].body === 'not read';
    });
});

pushScenario('whatever a push says, something is shown', {}, async ({visitor}) => {
    await closeTab(visitor);
    const tags = new Set();
    for (const payload of ['', 'no JSON', '{}', '[]', 'null', '{"type":"test"}', '{"from":7}',
                           '{"from":"nobody@example.org/x","body":"<b>&</b>"}',
                           `{"from":"${juliet}","body":"${'long '.repeat(100)}","truncated":true}`]) {
        await visitor.deliverPush(payload);
        await eventually(`there is a notification for ${payload}`, async () => {
            const notifications = await visitor.notifications();
            notifications.forEach(({tag}) => tags.add(tag));
            return notifications.length > 0;
        });
        await visitor.page.evaluate(async () => {
            const registration = await navigator.serviceWorker.ready;
            for (const notification of await registration.getNotifications())
                notification.close();
        });
    }
    assert.ok(tags.has('nobody@example.org') && tags.has(juliet));
});

pushScenario('who wants no notifications gets no pushes', {}, async ({app, subscriptions, browser}) => {
    const dialog = app.dialog('You');
    await app.field('Notifications', dialog).uncheck();
    await eventually('the gateway forgets it', async () => (await subscriptions()).length === 0);
    await eventually('so does the browser', () => browser.applicationServerKey() === null);
    await app.field('Notifications', dialog).check();
    await eventually('it is back', async () => (await subscriptions()).length === 1);
    await app.button('Sign out', dialog).click();
    await app.button('Sign out', app.dialog('Sign out')).click();
    await app.waitForView('signin');
    await eventually('signing out ends it', async () => (await subscriptions()).length === 0);
    await eventually('in the browser as well', () => browser.applicationServerKey() === null);
});
