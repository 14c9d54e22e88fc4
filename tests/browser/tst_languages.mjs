// SPDX-License-Identifier: GPL-3.0-or-later
// The app in languages other than English.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {sizes} from './harness/browser.mjs';
import {scenario} from './harness/scenario.mjs';
import {tour, tourUsers} from './harness/tour.mjs';

// The preferences of browsers, and the expected language and direction.
const wishes = [
    ['de-AT', 'de', 'ltr', 'Anmelden'],
    ['es-MX', 'es', 'ltr', 'Iniciar sesión'],
    ['fr', 'fr', 'ltr', 'Se connecter'],
    ['pt-BR', 'pt-BR', 'ltr', 'Entrar'],
    ['zh-Hans-CN', 'zh-CN', 'ltr', '登录'],
    ['ar-EG', 'ar', 'rtl', 'تسجيل الدخول'],
    ['en-GB', 'en', 'ltr', 'Sign in'],
    ['eo', 'en', 'ltr', 'Sign in'], // without a translation
];

scenario('it uses the language of the browser', {}, async ({openBrowser}) => {
    for (const [locale, lang, dir, signIn] of wishes) {
        const app = await App.open(await openBrowser({locale}));
        await app.page.getByRole('button', {name: signIn, exact: true}).waitFor();
        const page = await app.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
        assert.deepEqual(page, [lang, dir], locale);
    }
});

// Runs in the page. In the pseudo-language every translatable text is in ⟦brackets⟧.
function findFaults() {
    const faults = [];
    // Texts of users, not of the app.
    const data = 'bdi, time, .body, .preview, .avatar, #dialog-title, .badge > [aria-hidden], option[hidden]';
    const isOurs = text => !/\p{L}/u.test(text) || /^⟦.*⟧:?$/su.test(text) || text === 'WebJabber' || /^\S+@\S+$/.test(text);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!element.checkVisibility({visibilityProperty: true}) || element.closest('noscript'))
            continue;
        // A sentence may contain a name in a separate element.
        const whole = element.closest('p, button, label, h1, h2, li') ?? element;
        if (!isOurs(node.textContent.trim()) && !isOurs(whole.textContent.trim()) && !element.closest(data))
            faults.push(`not translatable: ${node.textContent.trim()}`);
        const range = document.createRange();
        range.selectNodeContents(node);
        const {left, right, width} = range.getBoundingClientRect();
        const isHidden = element.closest('.visually-hidden') || getComputedStyle(element).textOverflow === 'ellipsis'
            || element.closest('.name, .preview, h2');
        if (width > 0 && !isHidden && (left < -1 || right > innerWidth + 1))
            faults.push(`sticks out at the side: ${node.textContent.trim()}`);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
        for (const name of ['aria-label', 'title', 'placeholder']) {
            const text = element.getAttribute(name);
            if (text && !isOurs(text))
                faults.push(`not translatable: ${name} ${text}`);
        }
    }
    for (const button of document.querySelectorAll('button, label')) {
        if (button.checkVisibility() && button.scrollWidth > button.clientWidth + 1)
            faults.push(`does not fit: ${button.textContent}`);
    }
    return faults;
}

for (const [size, options] of Object.entries(sizes)) {
    scenario(`all can be translated, and long words fit: ${size}`, tourUsers, async environment => {
        const found = new Map();
        await tour(environment, {...options, locale: 'en-XA'}, async (app, view) => {
            for (const fault of await app.page.evaluate(findFaults))
                found.set(fault, [...found.get(fault) ?? [], view]);
        });
        assert.deepEqual([...found], []);
    });
}
