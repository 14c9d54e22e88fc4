// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';

// Every wait of the tests ends after this, as a failure.
export const patience = 30_000;
const pollInterval = 50;

// Waits until `look` answers something true, and answers that. An assertion that
// fails in it counts as "not yet".
export async function eventually(what, look, timeout = patience) {
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
