// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogs for the user's own account and for a contact.
import {confirmDialog, showDialog} from './dialog.js';
import {check, element, field} from './dom.js';
import {texts} from './i18n.js';

const maxStatusLength = 1024; // the API's own limits
const maxNameLength = 256;

const textInput = properties => element('input', {type: 'text', autocomplete: 'off', dir: 'auto', ...properties});

// A button that closes its dialog. Its action runs after the dialog is closed.
const closingButton = (label, isDanger, note) => element('button', {
    type: 'button', class: isDanger ? 'danger' : null,
    onClick: event => {
        note();
        event.target.closest('dialog').close();
    },
}, label);

export async function showYou(account) {
    const shows = Object.entries(texts.shows).map(([value, label]) =>
        element('option', {value, selected: account.presence.show === value}, label));
    const presence = element('select', {}, ...shows);
    const status = textInput({value: account.presence.status, maxlength: maxStatusLength});
    let wish = null;
    const leave = (label, isEverywhere) => closingButton(label, true, () => { wish = {isEverywhere}; });
    await showDialog(texts.you, [
        element('p', {class: 'own-address'}, element('bdi', {}, account.jid)),
        field(texts.presence, presence),
        field(texts.statusText, status),
        notificationsSwitch(account),
        element('div', {class: 'leave'}, leave(texts.signOut, false), leave(texts.signOutEverywhere, true)),
    ], [{label: texts.save, run: () => account.setPresence(presence.value, status.value)}], {cancelLabel: texts.close});
    if (wish)
        await confirmLeaving(account, wish.isEverywhere);
}

async function confirmLeaving(account, isEverywhere) {
    const label = isEverywhere ? texts.signOutEverywhere : texts.signOut;
    const unsent = await account.countUnsent();
    await confirmDialog(label, isEverywhere ? texts.confirmSignOutEverywhere : texts.confirmSignOut, label,
                        () => account.signOut(isEverywhere), unsent ? texts.unsentWarning(unsent) : '');
}

function notificationsSwitch(account) {
    const {notifier} = account;
    const input = element('input', {type: 'checkbox'});
    const hint = element('p', {class: 'hint', role: 'status'});
    const show = () => {
        input.checked = notifier.isWanted;
        input.disabled = ['impossible', 'denied'].includes(notifier.state);
        hint.textContent = {denied: texts.notificationsDenied, open: texts.notificationsWhileOpen}[notifier.state] ?? '';
    };
    let working = Promise.resolve(); // changes are serialized
    input.addEventListener('change', () => {
        const isWanted = input.checked;
        working = working.then(() => (isWanted ? notifier.enable() : notifier.disable())).finally(show);
    });
    show();
    return element('div', {hidden: notifier.state === 'impossible'}, check(texts.notifications, input), hint);
}

export async function showAddContact(account, jid = '') {
    const address = textInput({value: jid, dir: 'ltr', inputmode: 'email', autocapitalize: 'none', spellcheck: 'false',
                               placeholder: texts.addressExample});
    const name = textInput({maxlength: maxNameLength});
    let added = null;
    await showDialog(texts.addContact, [field(texts.address, address), field(texts.name, name)], [{
        label: texts.add,
        run: async () => {
            const wanted = address.value.trim().toLowerCase();
            if (!wanted) {
                address.focus();
                return false;
            }
            await account.addContact(wanted, name.value.trim());
            added = wanted;
            return true;
        },
    }]);
    return added;
}

// Resolves with whether the conversation is gone.
export async function showContactOptions(account, jid) {
    const contact = account.contacts.get(jid);
    let next = null;
    const choice = (label, run, isDanger) => closingButton(label, isDanger, () => { next = run; });
    await showDialog(account.nameOf(jid), [
        element('p', {class: 'own-address'}, element('bdi', {}, jid)),
        element('div', {class: 'choices'},
            contact ? choice(texts.rename, () => showRename(account, jid)) : choice(texts.addContact, () => showAddContact(account, jid)),
            contact ? choice(texts.removeContact, () => confirmRemoval(account, jid, texts.removeContact, texts.confirmRemove), true)
                    : choice(texts.deleteConversation, () => confirmRemoval(account, jid, texts.deleteConversation, texts.confirmDelete), true)),
    ], [], {cancelLabel: texts.close});
    return await next?.() === true;
}

async function showRename(account, jid) {
    const name = textInput({value: account.contacts.get(jid)?.name ?? '', maxlength: maxNameLength});
    await showDialog(texts.rename, [field(texts.name, name)],
                     [{label: texts.save, run: () => account.rename(jid, name.value.trim())}]);
}

const confirmRemoval = (account, jid, label, text) =>
    confirmDialog(label, text(account.nameOf(jid)), label, () => account.removeContact(jid));
