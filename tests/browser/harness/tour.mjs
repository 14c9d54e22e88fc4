// SPDX-License-Identifier: GPL-3.0-or-later
import {App} from './app.mjs';
import {outage, refused} from './browser.mjs';
import {eventually} from './eventually.mjs';
import {juliet, mercutio, romeo} from './users.mjs';

export const tourUsers = {friends: ['mercutio', 'benvolio', 'nurse'], strangers: ['rosaline']};

// Opens every view of the app, each with content, and calls look(app, name) in each.
export async function tour({openBrowser, gateway}, options, look) {
    const visitor = await openBrowser(options);
    visitor.expect(outage);
    visitor.expect(refused);
    const app = await App.open(visitor);
    await look(app, 'signin');
    await app.fillSignIn(romeo, 'wrong');
    await app.page.getByRole('alert').filter({hasText: /./}).waitFor();
    await look(app, 'signin-refused');
    await app.signIn(romeo);

    const people = await settle(gateway);
    await app.waitForPresence(mercutio, 'dnd');
    await app.request('rosaline@localhost').waitFor();
    await look(app, 'contacts');
    await lookAt(app, look, 'you', await app.openYou());
    await lookAt(app, look, 'add', await app.openAddContact());

    await app.open(juliet);
    await eventually('the conversation is there', async () => (await app.messages()).length >= 3);
    await app.send('I take thee at thy word:\ncall me but love, and I’ll be new baptized. https://example.org/balcony');
    await app.send('She speaks:\nO, speak again, bright angel!');
    await people.juliet.startTyping(romeo);
    await app.page.locator('.typing').filter({hasText: 'juliet'}).waitFor();
    await app.waitForState('She speaks:\nO, speak again, bright angel!', 'sent', 'delivered');
    await look(app, 'conversation');

    await lookAt(app, look, 'options', await app.openOptions());
    await app.openOptions();
    await app.button('Rename').click();
    await lookAt(app, look, 'rename', app.dialog('Rename'));
    await app.openOptions();
    await app.button('Remove contact').click();
    await lookAt(app, look, 'remove', app.dialog('Remove contact'));

    await gateway.stop();
    await app.waitForConnection('offline');
    await app.send('What man art thou that thus bescreened in night?');
    await app.waitForState('What man art thou that thus bescreened in night?', 'pending');
    await look(app, 'conversation-offline');
    await gateway.restart();
    await app.waitForConnection('live');
    // There is no such domain.
    await app.visit('ghost@nowhere.localhost');
    await look(app, 'conversation-empty');
    await app.send('Stay, illusion!');
    await app.waitForState('Stay, illusion!', 'failed');
    await look(app, 'conversation-failed');
    for (const peer of Object.values(people))
        await peer.signOut();
}

// Creates friends with presences, messages, and a subscription request.
async function settle(gateway) {
    const people = {};
    for (const name of ['juliet', 'mercutio', 'benvolio', 'rosaline'])
        people[name] = await gateway.signIn(name);
    await people.mercutio.setPresence('dnd', 'Fencing');
    await people.benvolio.setPresence('away', 'Looking for Romeo; back before the feast at Capulet’s begins');
    await people.mercutio.send(romeo, 'True, I talk of dreams, which are the children of an idle brain');
    for (const text of ['Ay me!', 'O Romeo, Romeo! wherefore art thou Romeo?', 'مرحبا يا روميو'])
        await people.juliet.send(romeo, text);
    await people.rosaline.raw(`<presence type='subscribe' to='${romeo}'/>`);
    return people;
}

async function lookAt(app, look, name, dialog) {
    await dialog.waitFor();
    await look(app, `dialog-${name}`);
    await app.page.keyboard.press('Escape');
    await dialog.waitFor({state: 'detached'});
}
