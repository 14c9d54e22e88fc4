// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';

import {eventually} from './eventually.mjs';

const mostSteps = 60; // key presses in one view
const settleTime = 5_000;

// Uses the app only with the keys of a phone. After each key the focus must be visible.
export class Keys {
    constructor(app) {
        this.app = app;
        this.page = app.page;
    }

    // Accepts Playwright's key names, and "SoftLeft" and "SoftRight".
    async press(key) {
        if (key.startsWith('Soft')) {
            // Chromium does not support these keys; the browsers of such phones do.
            await this.page.evaluate(name => {
                const init = {key: name, bubbles: true, cancelable: true};
                for (const type of ['keydown', 'keyup'])
                    document.activeElement.dispatchEvent(new KeyboardEvent(type, init));
            }, key);
        } else {
            await this.page.keyboard.press(key);
        }
        await this.check(key);
    }

    async type(text) {
        await this.page.keyboard.type(text);
        await this.check(`typing ${text}`);
    }

    isAt(locator) {
        return locator.evaluateAll(nodes => nodes.includes(document.activeElement));
    }

    // Waits until the element gets the focus by itself.
    async waitFor(locator) {
        await locator.and(this.page.locator(':focus')).waitFor();
        await this.check('waiting');
    }

    // Presses an arrow key until the element has the focus.
    async go(locator, key = 'ArrowDown') {
        for (let steps = 0; !await this.isAt(locator); ++steps) {
            assert.ok(steps < mostSteps, `${key} leads to ${locator}`);
            await this.press(key);
        }
    }

    // Moves the focus to the element and presses Enter.
    async choose(locator, key) {
        await this.go(locator, key);
        await this.press('Enter');
    }

    // Checks that an element has the focus, is visible, and that nothing overflows the page. Retries for a
    // while, as a dialog may have to open first.
    async check(after) {
        await eventually(`after ${after} all is in sight`, async () => {
            assert.equal(await this.page.evaluate(findFault), null);
            return true;
        }, settleTime);
    }
}

// Runs in the page.
function findFault() {
    const node = document.activeElement;
    if (!node || node === document.body)
        return 'nothing has the focus';
    const name = `${node.tagName} “${node.getAttribute('aria-label') ?? node.textContent}”`;
    const {left, right, top, bottom, width, height} = node.getBoundingClientRect();
    // Rounding may cause a difference of one pixel.
    if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1 || !width || !height)
        return `${name} is not in sight: ${JSON.stringify({left, right, top, bottom})}`;
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!node.contains(there) && !there?.contains(node))
        return `${name} is covered by ${there?.outerHTML.slice(0, 80)}`;
    const {outlineStyle, outlineWidth} = getComputedStyle(node);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2)
        return `${name} does not look as if it had the focus`;
    const wide = [document.scrollingElement, ...document.querySelectorAll('dialog, .pane, .scroll, .log, form')]
        .find(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0);
    if (document.scrollingElement.scrollHeight > innerHeight + 1)
        return 'the page itself can be scrolled away';
    return wide ? `${wide.tagName} ${wide.className} is wider than the screen` : null;
}
