// SPDX-License-Identifier: GPL-3.0-or-later
import test from 'node:test';

import {Visitor} from './browser.mjs';
import {Gateway} from './gateway.mjs';

const timeout = 180_000;
const logTailLines = 60;

// A test with a gateway of its own, and the users that Gateway.start() takes. `play` gets {gateway, enter};
// enter(options, url) is a new user's browser, see Visitor.enter. When it is over,
// everything ends, and what went wrong in a browser or the daemon fails it.
export function scenario(name, users, play) {
    test(name, {timeout}, async () => {
        const gateway = await Gateway.start(users);
        const visitors = [];
        try {
            const enter = async (options, url = gateway.url) => {
                visitors.push(await Visitor.enter(url, options));
                return visitors.at(-1);
            };
            await play({gateway, enter});
            visitors.forEach(visitor => visitor.checkComplaints());
        } catch (error) {
            await explain(gateway, visitors);
            throw error;
        } finally {
            await Promise.all(visitors.map(visitor => visitor.leave()));
            await gateway.end();
        }
    });
}

// For whoever reads the failure.
async function explain(gateway, visitors) {
    visitors.forEach((visitor, index) => {
        for (const complaint of visitor.complaints())
            console.error(`browser ${index + 1}: ${complaint}`);
    });
    try {
        console.error((await gateway.log()).split('\n').slice(-logTailLines).join('\n'));
    } catch (error) {
        console.error(`the daemon's log is not to be had: ${error.message}`);
    }
}
