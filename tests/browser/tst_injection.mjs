// SPDX-License-Identifier: GPL-3.0-or-later
// Input of other users is always shown as text.
import assert from 'node:assert/strict';

import {App} from './harness/app.mjs';
import {eventually} from './harness/eventually.mjs';
import {juliet, mercutio, romeo} from './harness/users.mjs';
import {scenario} from './harness/scenario.mjs';

// Each would set window.injected, send a request to another host, or leave the page if it were not shown as text.
const corpus = [
    '<script>window.injected = 1</script>',
    '<img src=x onerror="window.injected = 1">',
    '<img src="http://127.0.0.1:1/beacon.png">',
    '<svg/onload=window.injected=1>',
    '<svg><script>window.injected=1</script></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=window.injected=1>',
    '<iframe srcdoc="<script>parent.injected = 1</script>"></iframe>',
    '<iframe src="javascript:parent.injected=1"></iframe>',
    '<object data="javascript:window.injected=1"></object>',
    '<body onload=window.injected=1>',
    '<details open ontoggle=window.injected=1>',
    '<input autofocus onfocus=window.injected=1>',
    '<form action="javascript:window.injected=1"><button>press</button></form>',
    '<a href="javascript:window.injected=1">click</a>',
    '<base href="http://127.0.0.1:1/">',
    '<meta http-equiv=refresh content="0;url=http://127.0.0.1:1/">',
    '<link rel=stylesheet href="http://127.0.0.1:1/">',
    '<style>* {display: none} @import "http://127.0.0.1:1/";</style>',
    '<template><script>window.injected=1</script></template>',
    '</textarea><script>window.injected = 1</script>',
    '</title></style></script><script>window.injected=1</script>',
    '"><script>window.injected=1</script>',
    '\' onmouseover=\'window.injected=1',
    '" autofocus onfocus="window.injected=1',
    '`${window.injected = 1}`',
    '{{constructor.constructor("window.injected=1")()}}',
    '%1 %2 $& $1 $` \\u003cscript\\u003e',
    '&lt;script&gt;window.injected=1&lt;/script&gt; &amp; &#x3c;b&#x3e;',
    '<!-- --><!--[if IE]><script>window.injected=1</script><![endif]-->',
    'javascript:window.injected=1',
    'data:text/html,<script>window.injected=1</script>',
    'vbscript:window.injected=1',
    'javascript://example.org/%0awindow.injected=1',
    'java\tscript:window.injected=1',
    '\u202etxt.exe\u202c \u200b\u2066x\u2069',
    '__proto__',
    'constructor',
    'toString',
    '[object Object]',
    'http://127.0.0.1:1/<script>window.injected=1</script>',
    'https://example.org/"onmouseover="window.injected=1',
    'https://example.org@127.0.0.1:1/',
    'https://example.org/#<img src=x onerror=window.injected=1>',
];

// The app's own elements. Any other element comes from a text.
const strangers = page => page.evaluate(() => {
    const known = ['iframe', 'object', 'embed', 'base', 'style', 'template', 'video', 'audio', 'math', 'img', 'details',
                   'table', 'meta[http-equiv]', 'body script', 'body link', 'script:not([src])', 'title ~ title'];
    const attributes = [...document.querySelectorAll('*')]
        .filter(node => [...node.attributes].some(({name, value}) =>
            name.startsWith('on') || (['href', 'src', 'action'].includes(name) && !/^(https?:|\/|#)/.test(value))))
        .map(node => node.outerHTML);
    return [...document.querySelectorAll(known.join()), ...document.querySelectorAll('dialog ~ script')]
        .map(node => node.outerHTML).concat(attributes);
});

async function checkNothingRan(app) {
    assert.deepEqual(await strangers(app.page), []);
    assert.equal(await app.page.evaluate(() => typeof window.injected), 'undefined');
    assert.equal(new URL(app.page.url()).origin, app.visitor.origin);
}

async function signedIn(openBrowser) {
    const visitor = await openBrowser();
    visitor.page.on('dialog', dialog => assert.fail(`a dialog: ${dialog.message()}`));
    const app = await App.open(visitor);
    await app.signIn(romeo);
    return app;
}

scenario('messages are shown as text', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const app = await signedIn(openBrowser);
    for (const text of corpus) {
        await her.send(romeo, text);
        // The newest message is also in the list of contacts.
        await app.contact(juliet).locator('.preview').filter({hasText: text.trim().slice(0, 10)}).waitFor();
    }
    await checkNothingRan(app);
    await app.open(juliet);
    await eventually('all of it is shown', async () => (await app.texts('in')).length === corpus.length);
    assert.deepEqual(await app.texts('in'), corpus);
    for (const text of corpus)
        await app.send(text);
    await eventually('all of it is written', async () => (await app.texts('out')).length === corpus.length);
    assert.deepEqual(await app.texts('out'), corpus);
    await checkNothingRan(app);
    await app.reload();
    await eventually('all of it is kept', async () => (await app.texts()).length >= corpus.length);
    await checkNothingRan(app);
});

scenario('only web addresses become links, without a referrer', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const app = await signedIn(openBrowser);
    await app.open(juliet);
    const links = async text => {
        await her.send(romeo, text);
        const {id} = await app.waitForMessage(text);
        return app.log().locator(`[data-id="${id}"] .body a`).evaluateAll(nodes => nodes.map(node => ({
            href: node.href, text: node.textContent, target: node.target, rel: node.rel.split(' ').toSorted().join(' '),
        })));
    };
    const link = href => ({href, text: href, target: '_blank', rel: 'nofollow noopener noreferrer'});
    assert.deepEqual(await links('see https://example.org/a?b=c#d.'), [link('https://example.org/a?b=c#d')]);
    assert.deepEqual(await links('(http://example.org/x_(y)) and https://example.org/z'),
                     [link('http://example.org/x_(y)'), link('https://example.org/z')]);
    for (const text of ['javascript:alert(1)', 'javascript://example.org/%0aalert(1)', 'data:text/html,x',
                        'ftp://example.org/', 'file:///etc/passwd', 'http://', 'https://example.org@127.0.0.1/',
                        'https://user:word@example.org/'])
        assert.deepEqual(await links(text), [], text);
});

scenario('names and statuses are shown as text', {friends: ['mercutio']}, async ({openBrowser, gateway}) => {
    const his = await gateway.signIn('mercutio');
    const device = await gateway.device(romeo);
    const app = await signedIn(openBrowser);
    await app.open(mercutio);
    const heading = app.page.getByRole('heading', {level: 2});
    for (const text of corpus.map(each => each.replace(/[\t\n]/g, ' '))) {
        await device.request('PUT', `v1/contacts/${mercutio}`, {name: text});
        await his.setPresence('away', text);
        await eventually(`${text} is shown`, async () =>
            await heading.textContent() === text
            && await app.contact(mercutio).locator('.name').textContent() === text
            && (await app.page.locator('main header').textContent()).includes(`Away · ${text}`));
        await checkNothingRan(app);
    }
    await his.startTyping(romeo);
    await app.page.getByRole('status').filter({hasText: 'is typing'}).waitFor();
    await app.button('Contact options').click();
    await app.page.getByRole('dialog').waitFor();
    await checkNothingRan(app);
    await app.button('Remove contact').click();
    await app.dialog('Remove contact').waitFor();
    const question = (await app.dialog('Remove contact').textContent()).replace(/[\u2066-\u2069]/g, '');
    assert.ok(question.includes(`${corpus.at(-1)} leaves your contacts`), question);
    await checkNothingRan(app);
});

scenario('addresses are shown as text', {}, async ({openBrowser, gateway}) => {
    const her = await gateway.signIn('juliet');
    const app = await signedIn(openBrowser);
    // Characters allowed in an address: all but < > " & ' @ / : before the @.
    const stranger = 'x`${window.injected=1};(onload)=#%3Cimg%3E@localhost';
    for (const hash of ['#/<img src=x onerror=window.injected=1>', '#/javascript:window.injected=1', '#/%E0%A4%A',
                        '#/%00', '#/__proto__', '#/constructor', `#/${encodeURIComponent(stranger)}`]) {
        await app.page.evaluate(wanted => { location.hash = wanted; }, hash);
        await checkNothingRan(app);
        await app.reload();
        await app.waitForConnection('live');
        await checkNothingRan(app);
        app.visitor.checkErrors();
    }
    await app.page.evaluate(() => { location.hash = ''; });
    await app.open(juliet);
    await her.send(romeo, 'still well');
    await app.waitForMessage('still well');
});
