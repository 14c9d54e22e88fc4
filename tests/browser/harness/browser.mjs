// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import {after} from 'node:test';

import {eventually, patience} from './eventually.mjs';
import {chromium} from './packages.mjs';

export const sizes = {
    keypad: {viewport: {width: 240, height: 320}},
    phone: {viewport: {width: 360, height: 640}, hasTouch: true, isMobile: true},
    desktop: {viewport: {width: 1280, height: 800}},
};

// What Chromium says about requests while there is no server, or no network.
export const outage = /Failed to load resource: net::ERR_/;
// What it says of answers: that something is wrong with the request, or for the moment.
export const refused = /Failed to load resource: the server responded with a status of 4\d\d/;
export const serverAway = /Failed to load resource: the server responded with a status of 50[234]/;

// The one Chromium of all tests of a file. Root, which is who runs them, gets no sandbox.
let running;
function runningChromium() {
    running ??= chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
    return running;
}
after(async () => {
    await (await running)?.close();
});

// Runs in a service worker: how many pushes it has dealt with since this was asked first.
function countPushes() {
    if (self.pushesDone === undefined) {
        self.pushesDone = 0;
        const {waitUntil} = ExtendableEvent.prototype;
        ExtendableEvent.prototype.waitUntil = function (promise) {
            waitUntil.call(this, promise);
            if (this.type === 'push')
                Promise.resolve(promise).finally(() => ++self.pushesDone); // what fails still does
        };
    }
    return self.pushesDone;
}

// One user's browser, which shares nothing with another one's: a page, and an eye
// on everything that goes wrong in it.
export class Visitor {
    #complaints = [];
    #expected = [];
    #registrations = new Map(); // of service workers, by scope

    // `origin` is the only one that may be asked for anything. `options` are
    // Playwright's: viewport, locale, colorScheme ...
    static async enter(origin, options = {}) {
        const visitor = new Visitor();
        visitor.origin = new URL(origin).origin;
        visitor.context = await (await runningChromium()).newContext({locale: 'en-US', ...sizes.desktop, ...options});
        visitor.context.setDefaultTimeout(patience);
        await visitor.context.grantPermissions(['notifications'], {origin: visitor.origin});
        visitor.#watch();
        visitor.page = await visitor.context.newPage();
        visitor.devtools = await visitor.context.newCDPSession(visitor.page);
        await visitor.#watchServiceWorkers();
        return visitor;
    }

    #complain(text) {
        this.#complaints.push(text);
    }

    #watch() {
        this.context.on('weberror', event => this.#complain(`exception: ${event.error().stack}`));
        // A violation of the content security policy comes here as well.
        this.context.on('console', message => {
            if (message.type() === 'error')
                this.#complain(`console: ${message.text()} (${message.location().url})`);
        });
        this.context.on('request', request => {
            if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).origin !== this.origin)
                this.#complain(`a request to another origin: ${request.url()}`);
        });
    }

    async #watchServiceWorkers() {
        this.devtools.on('ServiceWorker.workerErrorReported', ({errorMessage}) =>
            this.#complain(`service worker: ${errorMessage.errorMessage} (${errorMessage.sourceURL})`));
        this.devtools.on('ServiceWorker.workerRegistrationUpdated', ({registrations}) => {
            for (const registration of registrations) {
                if (registration.isDeleted)
                    this.#registrations.delete(registration.scopeURL);
                else
                    this.#registrations.set(registration.scopeURL, registration.registrationId);
            }
        });
        await this.devtools.send('ServiceWorker.enable');
    }

    // From now on complaints like this are none.
    expect(pattern) {
        this.#expected.push(pattern);
    }
    complaints() {
        return this.#complaints.filter(text => !this.#expected.some(pattern => pattern.test(text)));
    }
    checkComplaints() {
        assert.deepEqual(this.complaints(), [], 'nothing went wrong in the browser');
    }

    // What a push service's message does: wakes the service worker of the scope "/". Returns
    // when it has done its work: Chromium forgets a notification that somebody asks for
    // while it is on its way to the screen.
    async deliverPush(text) {
        const scope = `${this.origin}/`;
        await eventually('a service worker is registered', () => this.#registrations.has(scope));
        const [worker] = this.context.serviceWorkers();
        const before = await worker.evaluate(countPushes);
        await this.devtools.send('ServiceWorker.deliverPushMessage', {
            origin: this.origin,
            registrationId: this.#registrations.get(scope),
            data: text,
        });
        await eventually('the push is dealt with', async () => await worker.evaluate(countPushes) > before);
    }
    // Those shown by the service worker: [{title, body, tag, data}].
    notifications() {
        return this.page.evaluate(async () => {
            const registration = await navigator.serviceWorker.ready;
            const shown = await registration.getNotifications();
            return shown.map(({title, body, tag, data}) => ({title, body, tag, data}));
        });
    }

    async leave() {
        await this.context.close();
    }
}
