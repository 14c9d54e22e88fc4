// SPDX-License-Identifier: GPL-3.0-or-later
import test from 'node:test';

import {Visitor} from './browser.mjs';
import {Gateway} from './gateway.mjs';

const timeout = 300_000;
const logTailLines = 60;

// A test with its own gateway. `users` are those of Gateway.start(). `run` gets {gateway, enter};
// openBrowser(options, url) opens a browser for a new user, see Visitor.enter. Everything is ended afterwards.
// Errors in a browser or in the daemon fail the test.
export function scenario(name, users, run) {
    test(name, {timeout}, async () => {
        const gateway = await Gateway.start(users);
        const visitors = [];
        try {
            const openBrowser = async (options, url = gateway.url) => {
                visitors.push(await Visitor.openBrowser(url, options));
                return visitors.at(-1);
            };
            await run({gateway, openBrowser});
            visitors.forEach(visitor => visitor.checkErrors());
        } catch (error) {
            await explain(gateway, visitors);
            throw error;
        } finally {
            await Promise.all(visitors.map(visitor => visitor.close()));
            await gateway.end();
        }
    });
}

// Prints the errors and the log of a failed test.
async function explain(gateway, visitors) {
    visitors.forEach((visitor, index) => {
        for (const error of visitor.errors())
            console.error(`browser ${index + 1}: ${error}`);
    });
    try {
        console.error((await gateway.log()).split('\n').slice(-logTailLines).join('\n'));
    } catch (error) {
        console.error(`the daemon's log is not to be had: ${error.message}`);
    }
}
