// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';

import {eventually} from './eventually.mjs';

// The web app in a visitor's page, used as a user does: elements are found by role and name. Names are
// given in English and translated.
export class App {
    #catalogue = {};

    // Loads the app. If a user is signed in, waits for the contacts.
    static async open(visitor, {path = '', page = visitor.page} = {}) {
        const app = new App();
        app.visitor = visitor;
        app.page = page;
        await app.page.goto(visitor.origin + '/' + path);
        await app.#started();
        return app;
    }

    async reload() {
        await this.page.reload();
        await this.#started();
    }

    async #started() {
        await this.page.waitForFunction(() => document.documentElement.dataset.view !== '');
        this.#catalogue = await this.page.evaluate(async () => {
            const loaded = performance.getEntriesByType('resource').find(({name}) => /\/lang-\w+\.json$/.test(name));
            return (await fetch(loaded.name)).json();
        });
    }

    // The app's translation of an English text.
    text(source) {
        return this.#catalogue[source] ?? source;
    }

    get(role, name, scope = this.page) {
        return scope.getByRole(role, {name: this.text(name), exact: true});
    }
    button(name, scope) {
        return this.get('button', name, scope);
    }
    dialog(name) {
        return this.get('dialog', name);
    }
    field(name, scope = this.page) {
        return scope.getByLabel(this.text(name), {exact: true});
    }

    // --- state ---

    data(name) {
        return this.page.evaluate(key => document.documentElement.dataset[key], name);
    }
    async waitForView(view) {
        await this.page.waitForFunction(wanted => document.documentElement.dataset.view === wanted, view);
    }
    async waitForConnection(state) {
        await this.page.waitForFunction(wanted => document.documentElement.dataset.connection === wanted, state);
    }

    // --- signing in ---

    async fillSignIn(jid, password = 'demo', {remember = true} = {}) {
        this.jid = jid;
        await this.field('Address').fill(jid);
        await this.field('Password').fill(password);
        await this.field('Remember this device').setChecked(remember);
        await this.button('Sign in').click();
    }
    async signIn(jid, password, options) {
        await this.fillSignIn(jid, password, options);
        await this.waitForView('contacts');
        await this.waitForConnection('live');
    }

    // A new visitor's app, signed in.
    static async signedIn(openBrowser, jid, options) {
        const app = await App.open(await openBrowser(options));
        await app.signIn(jid);
        return app;
    }

    // --- contacts ---

    // The item of the list.
    contact(jid) {
        return this.get('list', 'Contacts').locator(`li[data-jid="${jid}"]`);
    }
    request(jid) {
        return this.get('list', 'Requests').locator('li').filter({hasText: jid});
    }
    async waitForPresence(jid, presence) {
        await this.get('list', 'Contacts').locator(`li[data-jid="${jid}"][data-presence="${presence}"]`).waitFor();
    }
    async open(jid) {
        await this.contact(jid).getByRole('button').click();
        await this.waitForConversation();
    }
    async waitForConversation() {
        await this.waitForView('conversation');
        await this.log().waitFor();
    }
    // Uses a visible button: a small screen has some of them in the bar of soft keys.
    async #openDialog(buttons, dialog) {
        await buttons.filter({visible: true}).click();
        await dialog.waitFor();
        return dialog;
    }
    openYou() {
        return this.#openDialog(this.page.getByRole('button', {name: this.jid}), this.dialog('You'));
    }
    openAddContact() {
        return this.#openDialog(this.button('Add contact'), this.dialog('Add contact'));
    }
    // Opens the options of the open conversation. Their title is the contact's name.
    openOptions() {
        const buttons = this.button('Contact options').or(this.button('Options'));
        return this.#openDialog(buttons, this.page.getByRole('dialog'));
    }

    // Opens the conversation with any JID through the address bar.
    async visit(jid) {
        await this.page.evaluate(wanted => { location.hash = `#/${encodeURIComponent(wanted)}`; }, jid);
        await this.page.getByRole('heading', {name: jid, exact: true}).waitFor();
    }

    // --- the open conversation ---

    log() {
        return this.get('log', 'Messages');
    }
    input() {
        return this.field('Message');
    }
    async send(text) {
        await this.input().fill(text);
        await this.button('Send').click();
    }
    // Returns the messages in order: [{id, direction, state, text}].
    messages() {
        return this.log().evaluate(log => [...log.querySelectorAll('[data-id]')].map(node => ({
            id: node.dataset.id,
            direction: node.dataset.direction,
            state: node.dataset.state,
            text: node.querySelector('.body')?.textContent,
        })));
    }
    async texts(direction) {
        return (await this.messages()).filter(each => !direction || each.direction === direction).map(({text}) => text);
    }
    // The message with this text, once there is one that passes `test`.
    waitForMessage(text, test = () => true) {
        return eventually(`the message “${text}” as wanted`, async () => {
            const found = (await this.messages()).find(message => message.text === text);
            assert.ok(found, 'it is not there');
            assert.ok(test(found), JSON.stringify(found));
            return found;
        });
    }
    waitForState(text, ...states) {
        return this.waitForMessage(text, ({state}) => states.includes(state));
    }
}
