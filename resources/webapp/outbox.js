// SPDX-License-Identifier: GPL-3.0-or-later
// Hands what was written here to the gateway, one after the other in the order
// it was written. The id makes it safe to try again: the gateway takes it once.
import {openMessages, settle} from './mailbox.js';

const firstDelay = 1_000;
const longestDelay = 60_000;

export class Outbox {
    // `onSettled(message)` hears of each change.
    constructor(api, onSettled) {
        this.api = api;
        this.onSettled = onSettled;
        this.delay = firstDelay;
        this.isRunning = false;
        this.isAskedAgain = false;
    }

    // Something is to be sent, or the network is back.
    async kick() {
        clearTimeout(this.timer);
        this.isAskedAgain = true;
        if (this.isRunning)
            return;
        this.isRunning = true;
        try {
            while (this.isAskedAgain) {
                this.isAskedAgain = false;
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
                await this.note(message.id, {state, seq, problem});
            } catch (error) {
                if (error.code === 'unauthorized')
                    return;
                if (error.isPassing ?? true)
                    return this.tryLater(error);
                await this.note(message.id, {state: 'failed', problem: error.code});
            }
        }
    }

    // Those the gateway had not sent yet when we last heard of them.
    async refresh() {
        for (const {id} of await openMessages('queued')) {
            try {
                await this.note(id, await this.api.messageState(id));
            } catch (error) {
                if (error.status !== 404)
                    return; // it is asked again with the next stream
                await this.note(id, {state: 'sent'}); // the gateway forgets what was sent long ago
            }
        }
    }

    async note(id, outcome) {
        const message = await settle(id, outcome);
        if (message)
            this.onSettled(message);
    }

    tryLater(error) {
        const wait = Math.max(1_000 * (error.retryAfter ?? 0), this.delay * (0.5 + Math.random() / 2));
        this.delay = Math.min(2 * this.delay, longestDelay);
        this.timer = setTimeout(() => this.kick(), wait);
    }
}
