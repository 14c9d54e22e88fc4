// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';

// Default time limit of every wait in the tests.
export const defaultTimeout = 30_000;
const pollInterval = 50;

// Waits until `look` returns a true value, and returns it. A failed assertion in `look` counts as false.
export async function eventually(what, look, timeout = defaultTimeout) {
    const deadline = Date.now() + timeout;
    let lastFailure;
    for (;;) {
        try {
            const seen = await look();
            if (seen)
                return seen;
            lastFailure = undefined;
        } catch (error) {
            if (!(error instanceof assert.AssertionError))
                throw error;
            lastFailure = error;
        }
        if (Date.now() > deadline)
            assert.fail(`${what}: not within ${timeout / 1000} s${lastFailure ? `: ${lastFailure.message}` : ''}`);
        await new Promise(done => setTimeout(done, pollInterval));
    }
}
