// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps an event stream open while it is wanted. The gateway writes at least every 25 s. A stream
// without data for silenceLimit counts as broken.
import {readValue} from './db.js';

const silenceLimit = 60_000;
const firstDelay = 1_000;
const longestDelay = 15_000; // short, as the user is waiting

export class Live {
    // handlers: onState("connecting" | "live" | "offline"), onBatch([{type, data}]),
    // which is awaited before more is read.
    constructor(api, handlers) {
        this.api = api;
        this.handlers = handlers;
        this.stopper = null;
        addEventListener('online', () => this.skipPause?.());
        addEventListener('offline', () => this.interrupt?.()); // faster than the time limit
    }

    setWanted(isWanted) {
        if (isWanted && !this.stopper) {
            this.stopper = new AbortController();
            this.run(this.stopper.signal);
        } else if (isWanted) {
            this.skipPause?.();
        } else {
            this.stopper?.abort();
            this.stopper = null;
        }
    }

    async run(stop) {
        let delay = firstDelay;
        this.handlers.onState('connecting');
        while (!stop.aborted) {
            const isOpened = await this.follow(stop);
            if (stop.aborted)
                return;
            this.handlers.onState('offline');
            delay = isOpened ? firstDelay : Math.min(2 * delay, longestDelay);
            await this.pause(Math.random() * delay, stop);
        }
    }

    // Resolves at the end of one stream, with whether it was opened.
    async follow(stop) {
        const attempt = new AbortController();
        const abort = () => attempt.abort();
        this.interrupt = abort;
        stop.addEventListener('abort', abort);
        let silence = setTimeout(abort, silenceLimit);
        let isOpened = false;
        try {
            for await (const {type, data} of this.api.events(await readValue('cursor') ?? 0, attempt.signal)) {
                clearTimeout(silence);
                silence = setTimeout(abort, silenceLimit);
                if (type === 'open')
                    this.handlers.onState('live');
                else
                    await this.handlers.onBatch(data);
                isOpened = true;
            }
        } catch (error) {
            if (error.code === undefined && error.name !== 'AbortError')
                console.error(error);
        } finally {
            clearTimeout(silence);
            stop.removeEventListener('abort', abort);
            attempt.abort();
        }
        return isOpened;
    }

    pause(time, stop) {
        return new Promise(resolve => {
            const timer = setTimeout(resolve, time);
            const skipPause = () => {
                clearTimeout(timer);
                resolve();
            };
            this.skipPause = skipPause;
            stop.addEventListener('abort', skipPause, {once: true});
        });
    }
}
