// SPDX-License-Identifier: GPL-3.0-or-later
import {axeSource} from './packages.mjs';

// Returns the serious violations that axe-core finds in the current view.
export async function seriousViolations(page) {
    await page.evaluate(axeSource);
    return page.evaluate(async () => {
        // Elements that fade in are half transparent, which would count as too little contrast.
        await Promise.all(document.getAnimations().map(animation => animation.finished));
        const results = await window.axe.run(document, {resultTypes: ['violations']});
        return results.violations
            .filter(({impact}) => impact === 'serious' || impact === 'critical')
            .map(({id, help, nodes}) => `${id}: ${help}: ${nodes.map(({html, any}) =>
                `${html} (${any[0]?.message ?? ''})`).join('; ')}`);
    });
}
