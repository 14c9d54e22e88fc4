// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation of ten thousand messages is as fast as one of ten.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {juliet, romeo} from './harness/users.mjs';
import {scenario} from './harness/scenario.mjs';

const count = 10_000;
const partBack = 2_000;
const mostRows = 400; // in the page at a time
const longestOpening = 2_000; // ms
const idleFrames = 300; // without a new row, after which the list is complete
const usualFrame = 200; // ms, of the slowest in twenty; generous, as other tests run at the same time

// Stores the messages as if this device had received them over the last months.
function store(page, peer, total) {
    return page.evaluate(async ([jid, number]) => {
        const opening = indexedDB.open('webjabber');
        await new Promise(resolve => { opening.onsuccess = resolve; });
        const writing = opening.result.transaction('messages', 'readwrite');
        const start = Date.now() - number * 600_000;
        for (let i = 0; i < number; ++i) {
            writing.objectStore('messages').put({
                key: `s:${i}`, peer: jid, direction: i % 3 ? 'in' : 'out', state: i % 3 ? undefined : 'displayed', id: `m${i}`,
                body: `${i} ${'What’s in a name? '.repeat(i % 7)}`, time: start + i * 600_000, seq: i - number, era: 0,
            });
        }
        await new Promise(resolve => { writing.oncomplete = resolve; });
    }, [peer, total]);
}

// Scrolls by a part of the page at each frame until message `end` is visible. Returns the numbers of the
// messages that were visible, the maximum number of rows, and the durations of the frames.
function scroll(app, step, end) {
    return app.log().evaluate(async (log, [by, last, defaultTimeout]) => {
        const seen = new Set();
        const frames = [];
        let rows = 0;
        const look = () => {
            const {top, bottom} = log.getBoundingClientRect();
            for (const row of log.children) {
                const box = row.getBoundingClientRect();
                if (box.bottom > top && box.top < bottom)
                    seen.add(Number(row.querySelector('.body').textContent.split(' ')[0]));
            }
            rows = Math.max(rows, log.children.length);
        };
        look();
        for (let idle = 0; idle < defaultTimeout && !seen.has(last);) {
            const place = log.scrollTop;
            const first = log.firstElementChild;
            const before = performance.now();
            log.scrollTop += by * log.clientHeight;
            await new Promise(requestAnimationFrame);
            frames.push(performance.now() - before);
            look();
            idle = log.scrollTop === place && log.firstElementChild === first ? idle + 1 : 0;
        }
        return {seen: [...seen], rows, frames: frames.sort((a, b) => a - b)};
    }, [step, end, idleFrames]);
}

scenario('ten thousand messages scroll without a stall', {}, async ({openBrowser}) => {
    const his = await App.open(await openBrowser());
    await his.signIn(romeo);
    await store(his.page, juliet, count);
    const start = performance.now();
    await his.open(juliet);
    await his.waitForMessage(`${count - 1} ${'What’s in a name? '.repeat((count - 1) % 7)}`);
    const opening = performance.now() - start;

    const up = await scroll(his, -0.8, 0);
    assert.deepEqual(up.seen.toSorted((a, b) => a - b), Array.from({length: count}, (unused, i) => i), 'each was in sight');
    const down = await scroll(his, 0.8, partBack);
    assert.deepEqual(down.seen.filter(number => number <= partBack).toSorted((a, b) => a - b),
                     Array.from({length: partBack + 1}, (unused, i) => i), 'and each was on the way back');

    const slow = frames => frames[Math.floor(frames.length * 0.95)];
    console.log(`opened in ${opening.toFixed()} ms; at most ${Math.max(up.rows, down.rows)} rows; of ${up.frames.length} frames`
        + ` one in twenty took ${slow(up.frames).toFixed(1)} ms or more, the longest ${up.frames.at(-1).toFixed()} ms`);
    assert.ok(opening < longestOpening, `opened in ${opening} ms`);
    assert.ok(Math.max(up.rows, down.rows) <= mostRows);
    assert.ok(slow(up.frames) < usualFrame && slow(down.frames) < usualFrame);

    // One click scrolls from far above to the end.
    await his.button('To the newest messages').click();
    await his.waitForMessage(`${count - 1} ${'What’s in a name? '.repeat((count - 1) % 7)}`);
});
