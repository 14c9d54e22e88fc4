// SPDX-License-Identifier: GPL-3.0-or-later
import {axeSource} from './packages.mjs';

// What axe-core finds serious in what the page shows now.
export async function seriousViolations(page) {
    await page.evaluate(axeSource);
    return page.evaluate(async () => {
        // What moves in is half transparent, and would be taken for too pale.
        await Promise.all(document.getAnimations().map(animation => animation.finished));
        const results = await window.axe.run(document, {resultTypes: ['violations']});
        return results.violations
            .filter(({impact}) => impact === 'serious' || impact === 'critical')
            .map(({id, help, nodes}) => `${id}: ${help}: ${nodes.map(({html, any}) =>
                `${html} (${any[0]?.message ?? ''})`).join('; ')}`);
    });
}
