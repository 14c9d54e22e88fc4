// SPDX-License-Identifier: GPL-3.0-or-later
// Connections that fail without an error or an end, as when a phone leaves the Wi-Fi. The app detects this
// after a minute without data.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {outage} from './harness/browser.mjs';
import {eventually} from './harness/eventually.mjs';
import {juliet, romeo} from './harness/users.mjs';
import {scenario} from './harness/scenario.mjs';

const noticing = 120_000;

scenario('pending messages are sent after an outage', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const visitor = await openBrowser({}, gateway.networkUrl);
    visitor.expect(outage);
    const his = await App.open(visitor);
    await his.signIn(romeo);
    await his.open(juliet);
    await his.send('before');
    await his.waitForState('before', 'sent', 'delivered');

    await gateway.setNetwork('stalled');
    const asked = visitor.page.waitForRequest(request => request.url().endsWith('/v1/messages'));
    await his.send('in the air');
    await asked;
    await gateway.setNetwork('changed');
    await his.send('one more');
    await her.send(romeo, 'said meanwhile');
    await eventually('all is as if nothing had been', async () => {
        const messages = await his.messages();
        assert.ok(messages.some(({text}) => text === 'said meanwhile'), 'hers has come');
        assert.deepEqual(messages.filter(({state}) => state === 'pending' || state === 'queued'), [], 'his are sent');
        return true;
    }, noticing);
    await her.waitForMessage(/one more/);
    assert.deepEqual(await her.bodies(), ['before', 'in the air', 'one more']);
    assert.deepEqual((await his.texts()).toSorted(), ['before', 'in the air', 'one more', 'said meanwhile']);
});
