// SPDX-License-Identifier: GPL-3.0-or-later
// Sends the messages written here to the gateway, one at a time, in the order they were written. Retries
// are safe: the gateway accepts an id only once.
import {openMessages, settle} from './mailbox.js';

const firstDelay = 1_000;
const longestDelay = 60_000;

export class Outbox {
    // `onSettled(message)` is called with each change.
    constructor(api, onSettled) {
        this.api = api;
        this.onSettled = onSettled;
        this.delay = firstDelay;
        this.isRunning = false;
        this.isRunRequested = false;
    }

    // Call if there is a message to send, or if the network is available again.
    async flush() {
        clearTimeout(this.timer);
        this.isRunRequested = true;
        if (this.isRunning)
            return;
        this.isRunning = true;
        try {
            while (this.isRunRequested) {
                this.isRunRequested = false;
                await this.sendAll();
            }
        } finally {
            this.isRunning = false;
        }
    }

    stop() {
        clearTimeout(this.timer);
        this.isStopped = true;
    }

    async sendAll() {
        for (const message of await openMessages('pending')) {
            if (this.isStopped)
                return;
            try {
                const {state, seq, problem} = await this.api.send({to: message.peer, body: message.body, id: message.id});
                this.delay = firstDelay;
                await this.setOutcome(message.id, {state, seq, problem});
            } catch (error) {
                if (error.code === 'unauthorized')
                    return;
                if (error.isTransient ?? true)
                    return this.tryLater(error);
                await this.setOutcome(message.id, {state: 'failed', problem: error.code});
            }
        }
    }

    // Queries the messages that the gateway had not sent yet.
    async refresh() {
        for (const {id} of await openMessages('queued')) {
            try {
                await this.setOutcome(id, await this.api.messageState(id));
            } catch (error) {
                if (error.status !== 404)
                    return; // queried again with the next stream
                await this.setOutcome(id, {state: 'sent'}); // the gateway deletes old sent messages
            }
        }
    }

    async setOutcome(id, outcome) {
        const message = await settle(id, outcome);
        if (message)
            this.onSettled(message);
    }

    tryLater(error) {
        const wait = Math.max(1_000 * (error.retryAfter ?? 0), this.delay * (0.5 + Math.random() / 2));
        this.delay = Math.min(2 * this.delay, longestDelay);
        this.timer = setTimeout(() => this.flush(), wait);
    }
}
