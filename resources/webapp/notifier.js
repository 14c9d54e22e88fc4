// SPDX-License-Identifier: GPL-3.0-or-later
// Notifications of this account. The gateway pushes them through the browser's push service if there is
// one; otherwise the page shows them while it is open.
import {readValue, writeValue} from './db.js';
import {texts} from './i18n.js';
import {bare} from './mailbox.js';

const isPossible = () => 'Notification' in self && 'serviceWorker' in navigator;

export class Notifier {
    constructor(account) {
        this.account = account;
        this.isWanted = false;
        this.isPushed = false;
    }

    async start() {
        this.isWanted = isPossible() && Notification.permission === 'granted' && (await readValue('notify') ?? false);
        if (!this.isWanted)
            return;
        const known = await readValue('push');
        const current = await (await this.registration())?.pushManager?.getSubscription();
        this.isPushed = Boolean(known && current && current.endpoint === known.endpoint);
        if (!this.isPushed)
            this.subscribe().then(() => this.account.updateLive());
    }

    registration() {
        return navigator.serviceWorker?.getRegistration('/');
    }

    // "impossible", "denied", "off", "open" (while the page is open) or "pushed"
    get state() {
        if (!isPossible())
            return 'impossible';
        if (Notification.permission === 'denied')
            return 'denied';
        return !this.isWanted ? 'off' : this.isPushed ? 'pushed' : 'open';
    }

    // Call this from a click handler: browsers show the prompt only then.
    async enable() {
        if (await Notification.requestPermission() !== 'granted')
            return;
        this.isWanted = true;
        await writeValue('notify', true);
        await this.subscribe();
        this.account.updateLive();
    }

    async subscribe() {
        try {
            const registration = await this.registration();
            const {vapid_public_key: key} = await this.account.api.pushKey();
            const subscription = await registration.pushManager.subscribe({userVisibleOnly: true, applicationServerKey: key});
            const {endpoint, keys} = subscription.toJSON();
            const {id} = await this.account.api.subscribe({endpoint, keys});
            await writeValue('push', {id, endpoint});
            this.isPushed = true;
        } catch (error) {
            console.info('no push service:', error.message);
        }
    }

    async disable() {
        this.isWanted = false;
        await writeValue('notify', false);
        await this.unsubscribe();
        this.account.updateLive();
    }

    async unsubscribe() {
        const known = await readValue('push');
        this.isPushed = false;
        await writeValue('push', null);
        const subscription = await (await this.registration())?.pushManager?.getSubscription();
        await subscription?.unsubscribe();
        if (known && !this.account.hasEnded)
            // If this fails, the gateway removes the subscription at the next push (410).
            await this.account.api.unsubscribe(known.id).catch(() => {});
    }

    // Call after sign-out, which has removed the subscription at the gateway.
    async forget() {
        for (const notification of await (await this.registration())?.getNotifications() ?? [])
            notification.close();
        await this.unsubscribe().catch(() => {});
    }

    async arrived(messages) {
        if (!this.isWanted || this.isPushed || document.visibilityState === 'visible')
            return;
        const registration = await this.registration();
        for (const {peer, body} of messages) {
            registration?.showNotification(this.account.nameOf(peer), {
                body: body || texts.newMessage, tag: peer, renotify: true, data: {peer}, icon: iconUrl(),
            });
        }
    }

    async clear(peer) {
        for (const notification of await (await this.registration())?.getNotifications({tag: bare(peer)}) ?? [])
            notification.close();
    }
}

const iconUrl = () => new URL('icon-192.png', import.meta.url).href;
