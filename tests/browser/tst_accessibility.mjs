// SPDX-License-Identifier: GPL-3.0-or-later
// Checks every view with axe-core, in both colour schemes and text directions.
import assert from 'node:assert/strict';

import {seriousViolations} from './harness/axe.mjs';
import {sizes} from './harness/browser.mjs';
import {scenario} from './harness/scenario.mjs';
import {tour, tourUsers} from './harness/tour.mjs';

const cases = [
    ['keypad', 'light', 'en-US'],
    ['keypad', 'dark', 'ar'],
    ['phone', 'dark', 'en-US'],
    ['desktop', 'light', 'ar'],
    ['desktop', 'dark', 'en-US'],
];
for (const [size, colorScheme, locale] of cases) {
    const name = `${size}, ${colorScheme}, ${locale}`;
    scenario(`nothing serious is wrong: ${name}`, tourUsers, async environment => {
        const found = new Map();
        await tour(environment, {...sizes[size], colorScheme, locale}, async (app, view) => {
            for (const violation of await seriousViolations(app.page))
                found.set(violation, [...found.get(violation) ?? [], view]);
        });
        assert.deepEqual([...found], []);
    });
}
