// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import {after} from 'node:test';

import {eventually, defaultTimeout} from './eventually.mjs';
import {chromium} from './packages.mjs';

export const sizes = {
    keypad: {viewport: {width: 240, height: 320}},
    phone: {viewport: {width: 360, height: 640}, hasTouch: true, isMobile: true},
    desktop: {viewport: {width: 1280, height: 800}},
};

// Chromium's message for requests without a server or network.
export const outage = /Failed to load resource: net::ERR_/;
// Chromium's messages for error statuses: of the request, and of a temporary failure.
export const refused = /Failed to load resource: the server responded with a status of 4\d\d/;
export const serverErrors = /Failed to load resource: the server responded with a status of 50[234]/;

// One Chromium for all tests of a file. The tests run as root, for which Chromium has no sandbox.
let running;
function runningChromium() {
    running ??= chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
    return running;
}
after(async () => {
    await (await running)?.close();
});

// Runs in a service worker. Returns the number of pushes handled since the first call.
function countPushes() {
    if (self.pushesDone === undefined) {
        self.pushesDone = 0;
        const {waitUntil} = ExtendableEvent.prototype;
        ExtendableEvent.prototype.waitUntil = function (promise) {
            waitUntil.call(this, promise);
            if (this.type === 'push')
                Promise.resolve(promise).finally(() => ++self.pushesDone); // failed ones count too
        };
    }
    return self.pushesDone;
}

// One user's browser, which shares no data with others: a page, and a record of all errors in it.
export class Visitor {
    #errors = [];
    #expected = [];
    #registrations = new Map(); // of service workers, by scope

    // Requests to other origins than `origin` are errors. `options` are
    // Playwright's: viewport, locale, colorScheme ...
    static async openBrowser(origin, options = {}) {
        const visitor = new Visitor();
        visitor.origin = new URL(origin).origin;
        visitor.context = await (await runningChromium()).newContext({locale: 'en-US', ...sizes.desktop, ...options});
        visitor.context.setDefaultTimeout(defaultTimeout);
        await visitor.context.grantPermissions(['notifications'], {origin: visitor.origin});
        visitor.#watch();
        visitor.page = await visitor.context.newPage();
        visitor.devtools = await visitor.context.newCDPSession(visitor.page);
        await visitor.#watchServiceWorkers();
        return visitor;
    }

    #recordError(text) {
        this.#errors.push(text);
    }

    #watch() {
        this.context.on('weberror', event => this.#recordError(`exception: ${event.error().stack}`));
        // Violations of the content security policy are reported here too.
        this.context.on('console', message => {
            if (message.type() === 'error')
                this.#recordError(`console: ${message.text()} (${message.location().url})`);
        });
        this.context.on('request', request => {
            if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).origin !== this.origin)
                this.#recordError(`a request to another origin: ${request.url()}`);
        });
    }

    async #watchServiceWorkers() {
        this.devtools.on('ServiceWorker.workerErrorReported', ({errorMessage}) =>
            this.#recordError(`service worker: ${errorMessage.errorMessage} (${errorMessage.sourceURL})`));
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

    // From now on errors that match this pattern are ignored.
    expect(pattern) {
        this.#expected.push(pattern);
    }
    errors() {
        return this.#errors.filter(text => !this.#expected.some(pattern => pattern.test(text)));
    }
    checkErrors() {
        assert.deepEqual(this.errors(), [], 'nothing went wrong in the browser');
    }

    // Delivers a push message to the service worker of the scope "/". Returns when the worker has
    // finished, because Chromium loses a notification that is queried before it is shown.
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
    // Returns the notifications of the service worker: [{title, body, tag, data}].
    notifications() {
        return this.page.evaluate(async () => {
            const registration = await navigator.serviceWorker.ready;
            const shown = await registration.getNotifications();
            return shown.map(({title, body, tag, data}) => ({title, body, tag, data}));
        });
    }

    async close() {
        await this.context.close();
    }
}
