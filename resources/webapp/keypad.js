// SPDX-License-Identifier: GPL-3.0-or-later
// Support for phones with keys: arrows move the focus, Enter activates, two soft keys run the actions
// shown in the bottom bar, Backspace goes back.
import {element} from './dom.js';

const query = matchMedia('(max-width: 320px)');

export const isKeypad = () => query.matches;

const focusable = 'button:not([disabled]), input, select, textarea, a[href], [tabindex="0"]';
const textFields = 'textarea, input[type="text"], input[type="password"]';
const sides = {SoftLeft: 'left', SoftRight: 'right'};

const openDialog = () => [...document.querySelectorAll('dialog[open]')].at(-1);

// Returns the elements that can get the focus: those of the open dialog, else those of the page.
function reachable() {
    const scope = openDialog() ?? document.body;
    return [...scope.querySelectorAll(focusable)].filter(node => node.offsetParent && !node.closest('#softkeys'));
}

function move(step) {
    const nodes = reachable();
    const place = nodes.indexOf(document.activeElement);
    const next = place < 0 ? nodes[0] : nodes[place + step];
    next?.focus();
    next?.scrollIntoView({block: 'nearest'});
    return Boolean(next);
}

// Whether the focused element handles this arrow key itself.
function keepsArrow(node, isDown) {
    if (node.matches('textarea'))
        return isDown ? node.selectionEnd < node.value.length : node.selectionStart > 0;
    if (node.getAttribute('role') !== 'log')
        return false;
    return isDown ? node.scrollTop + node.clientHeight < node.scrollHeight - 1 : node.scrollTop > 0;
}

function clickSoftKey(side) {
    const buttons = openDialog()?.querySelectorAll('.dialog-actions button');
    const button = buttons ? buttons[side === 'left' ? 0 : buttons.length - 1]
                           : document.querySelector(`[data-softkey="${side}"]:not([hidden])`);
    button?.click();
}

// `onBack()` is called for Backspace outside of text fields.
export function startKeypad({onBack}) {
    document.addEventListener('keydown', event => {
        const {key, target} = event;
        if (sides[key]) {
            event.preventDefault();
            return clickSoftKey(sides[key]);
        }
        if (!isKeypad())
            return;
        if ((key === 'ArrowDown' || key === 'ArrowUp') && !keepsArrow(target, key === 'ArrowDown')) {
            if (move(key === 'ArrowDown' ? 1 : -1))
                event.preventDefault();
        } else if (key === 'Enter' && target.matches('select')) {
            event.preventDefault();
            target.showPicker?.();
        } else if (key === 'Enter' && target.type === 'checkbox') {
            event.preventDefault();
            target.click();
        } else if (key === 'Backspace' && !(target.matches(textFields) && target.value)) {
            const dialog = openDialog();
            event.preventDefault();
            if (dialog)
                dialog.close();
            else
                onBack();
        }
    });
}

// The bar: setSoftKeys({left: {label, run}, right: {label, run}}).
export class SoftKeys {
    constructor() {
        this.buttons = ['left', 'right'].map(side =>
            element('button', {type: 'button', 'data-softkey': side, onClick: () => this.actions?.[side]?.run()}));
        this.node = element('div', {id: 'softkeys'}, ...this.buttons);
    }

    set(actions) {
        this.actions = actions;
        for (const button of this.buttons) {
            const action = actions[button.dataset.softkey];
            button.hidden = !action;
            button.textContent = action?.label ?? '';
        }
    }
}
