// SPDX-License-Identifier: GPL-3.0-or-later
// The service worker: serves the app without a network, and shows notifications without a page. It is a
// plain script, as not every browser supports modules here.
const version = '@VERSION@';
const language = new URL(location.href).searchParams.get('lang') ?? 'en';
const files = [...@FILES@, `lang-${language}.json`];
const shell = `webjabber-${version}-${language}`;

importScripts(`/app/${version}/texts.js`);

self.addEventListener('install', event => {
    event.waitUntil((async () => {
        const cache = await caches.open(shell);
        await cache.addAll(['/', ...files.map(file => `/app/${version}/${file}`)]);
        await self.skipWaiting();
    })());
});

self.addEventListener('activate', event => {
    event.waitUntil((async () => {
        for (const name of await caches.keys()) {
            if (name.startsWith('webjabber-') && name !== shell)
                await caches.delete(name);
        }
        await self.clients.claim();
    })());
});

// The API is never answered from here.
self.addEventListener('fetch', event => {
    const url = new URL(event.request.url);
    const isShell = url.origin === location.origin && event.request.method === 'GET'
        && (url.pathname === '/' || url.pathname.startsWith('/app/'));
    if (isShell)
        event.respondWith(fromCache(event.request, url));
});

async function fromCache(request, url) {
    const cache = await caches.open(shell);
    return await cache.match(url.pathname) ?? fetch(request);
}

// --- data stored by the page ---

const resultOf = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
});

// Resolves with the values of [store, key] pairs; with none if the page has not created the database yet.
async function stored(...wanted) {
    const opening = indexedDB.open('webjabber');
    opening.onupgradeneeded = () => opening.transaction.abort();
    const db = await resultOf(opening).catch(() => null);
    if (!db)
        return wanted.map(() => undefined);
    try {
        const reading = db.transaction(['kv', 'contacts'], 'readonly');
        return await Promise.all(wanted.map(([store, key]) => resultOf(reading.objectStore(store).get(key))));
    } finally {
        db.close();
    }
}

// Accepts any value, because the push may come from a newer gateway.
const textOf = value => (typeof value === 'string' ? value : '');
const bare = jid => textOf(jid).split('/')[0];

async function loadTexts() {
    const url = `/app/${version}/lang-${language}.json`;
    const answer = await caches.match(url) ?? await fetch(url);
    const catalogue = await answer.json();
    return self.makeTexts(source => (typeof catalogue[source] === 'string' && catalogue[source] || source));
}

// --- pushes ---

self.addEventListener('push', event => {
    event.waitUntil((async () => {
        await notify(readPayload(event.data));
        await clearRead();
    })());
});

function readPayload(data) {
    try {
        return Object(data?.json());
    } catch {
        return {};
    }
}

async function notify(payload) {
    const texts = await loadTexts();
    const options = {icon: `/app/${version}/icon-192.png`, badge: `/app/${version}/icon-192.png`, renotify: true};
    if (payload.type === 'test')
        return self.registration.showNotification(texts.appName, {...options, tag: 'test', body: texts.notificationsWork});
    if (payload.type === 'session')
        return self.registration.showNotification(texts.appName, {...options, tag: 'session', body: texts.passwordRefused});
    const peer = textOf(payload.with) || bare(payload.from);
    if (!peer)
        return self.registration.showNotification(texts.appName, {...options, tag: 'message', body: texts.newMessage});
    const [contact] = await stored(['contacts', peer]);
    const isRequest = payload.type === 'subscription';
    const body = isRequest ? texts.wantsToSeeYou
        : textOf(payload.body) ? payload.body + (payload.truncated ? '…' : '') : texts.newMessage;
    if (Number.isInteger(payload.unread))
        await self.navigator.setAppBadge?.(payload.unread).catch(() => {});
    return self.registration.showNotification(contact?.name || peer, {
        ...options, body, tag: isRequest ? `subscription ${peer}` : peer,
        data: {peer, id: payload.id, seq: payload.seq}, timestamp: Date.parse(payload.time) || undefined,
    });
}

// Closes notifications of messages that another device of the account has read or answered. Acknowledges
// nothing, because the page has not received the events.
async function clearRead() {
    const [session, cursor] = await stored(['kv', 'session'], ['kv', 'cursor']);
    if (!session?.token)
        return;
    const answer = await fetch(`/v1/events?after=${cursor ?? 0}&limit=1000`, {
        headers: {Authorization: `Bearer ${session.token}`}, cache: 'no-store',
    }).catch(() => null);
    if (!answer?.ok)
        return;
    const readUpTo = new Map();
    for (const event of (await answer.json()).events) {
        if (event.direction === 'out' && (event.type === 'marker' || event.type === 'message'))
            readUpTo.set(bare(event.to), event.seq);
    }
    for (const notification of await self.registration.getNotifications()) {
        if (notification.data?.seq < readUpTo.get(notification.data?.peer))
            notification.close();
    }
}

self.addEventListener('notificationclick', event => {
    event.notification.close();
    const peer = event.notification.data?.peer;
    event.waitUntil((async () => {
        const [page] = await self.clients.matchAll({type: 'window', includeUncontrolled: true});
        if (!page)
            return self.clients.openWindow(peer ? `/#/${encodeURIComponent(peer)}` : '/');
        page.postMessage({open: peer});
        return page.focus();
    })());
});

// The push service may give the browser a new endpoint at any time.
self.addEventListener('pushsubscriptionchange', event => {
    event.waitUntil((async () => {
        const [session] = await stored(['kv', 'session']);
        const subscription = event.newSubscription
            ?? await self.registration.pushManager.subscribe(event.oldSubscription.options);
        if (session?.token) {
            const {endpoint, keys} = subscription.toJSON();
            await fetch('/v1/push-subscriptions', {
                method: 'POST',
                headers: {'Authorization': `Bearer ${session.token}`, 'Content-Type': 'application/json'},
                body: JSON.stringify({kind: 'webpush', endpoint, keys}),
            });
        }
    })());
});
