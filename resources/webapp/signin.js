// SPDX-License-Identifier: GPL-3.0-or-later
// The sign-in form.
import {Api} from './api.js';
import {problemText} from './dialog.js';
import {check, element, field} from './dom.js';
import {texts} from './i18n.js';

// The name under which the gateway lists this device.
function deviceName() {
    const system = navigator.userAgentData?.platform ?? /\(([^;)]+)/.exec(navigator.userAgent)?.[1] ?? '';
    const browser = navigator.userAgentData?.brands?.at(-1)?.brand ?? /(Firefox|KAIOS|Chrome|Safari)/.exec(navigator.userAgent)?.[1];
    return `WebJabber, ${[browser, system].filter(Boolean).join(', ')}`.slice(0, 64);
}

// `known` is the account whose data is stored here, if any; `onForget` deletes
// it. Calls onSignedIn({jid, token, cursor, isRemembered}).
export function signInView({known, onForget, onSignedIn}) {
    const address = element('input', {type: 'text', name: 'username', autocomplete: 'username', inputmode: 'email',
                                      autocapitalize: 'none', spellcheck: 'false', required: true, dir: 'ltr',
                                      placeholder: texts.addressExample, value: known});
    const password = element('input', {type: 'password', name: 'password', autocomplete: 'current-password', required: true,
                                       dir: 'ltr'});
    const remember = element('input', {type: 'checkbox', checked: true});
    const button = element('button', {type: 'submit', class: 'primary', 'data-softkey': 'right'}, texts.signIn);
    const error = element('p', {class: 'error', role: 'alert'}, known ? texts.endedElsewhere : '');

    let isBusy = false;
    async function submit(event) {
        event.preventDefault();
        if (isBusy)
            return;
        error.textContent = '';
        if (!address.value.trim() || !password.value)
            return (address.value.trim() ? password : address).focus();
        isBusy = true;
        button.textContent = texts.signingIn;
        try {
            const {token, session} = await new Api(null).signIn(address.value.trim(), password.value, deviceName());
            password.value = '';
            await onSignedIn({jid: session.jid, token, cursor: session.cursor.device, isRemembered: remember.checked});
        } catch (problem) {
            error.textContent = problemText(problem);
            (problem.code === 'invalid-jid' ? address : password).focus();
        } finally {
            isBusy = false;
            button.textContent = texts.signIn;
        }
    }

    const forget = known && element('button', {type: 'button', class: 'plain', onClick: onForget}, texts.forget(known));
    return element('main', {class: 'signin'},
        element('form', {onSubmit: submit, novalidate: true},
            element('div', {class: 'logo', 'aria-hidden': 'true'}),
            element('h1', {}, texts.appName),
            element('p', {}, texts.aboutSignIn),
            field(texts.address, address),
            field(texts.password, password),
            check(texts.rememberDevice, remember),
            error,
            button,
            element('p', {class: 'hint'}, texts.aboutPassword),
            forget));
}
