// SPDX-License-Identifier: GPL-3.0-or-later
// Screenshots of every view, for visual inspection: see CMakeLists.txt.
import path from 'node:path';

import {sizes} from './harness/browser.mjs';
import {scenario} from './harness/scenario.mjs';
import {tour, tourUsers} from './harness/tour.mjs';

const directory = process.env.WEBJABBER_SCREENSHOTS;

for (const [size, options] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark']) {
        for (const locale of ['en', 'ar']) {
            const {width, height} = options.viewport;
            const folder = `${width}x${height}-${colorScheme}-${locale}`;
            scenario(folder, tourUsers, async environment => {
                await tour(environment, {...options, colorScheme, locale}, async (app, view) => {
                    await app.page.evaluate(() => Promise.all(document.getAnimations().map(each => each.finished)));
                    await app.page.screenshot({path: path.join(directory, folder, `${view}.png`), caret: 'initial'});
                });
            });
        }
    }
}
