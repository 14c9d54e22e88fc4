// SPDX-License-Identifier: GPL-3.0-or-later
// Creates elements from values. Text is never parsed as HTML.
import {icon} from './icons.js';

// Properties are attributes, except `onX` (listeners) and `data` (data-*);
// an attribute that is null, undefined or false is omitted.
export function element(tag, properties = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (name.startsWith('on'))
            node.addEventListener(name.slice(2).toLowerCase(), value);
        else if (name === 'data')
            Object.assign(node.dataset, value);
        else if (value !== null && value !== undefined && value !== false)
            node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.filter(child => child !== null && child !== undefined && child !== false));
    return node;
}

export const iconButton = (name, label, onClick, properties = {}) =>
    element('button', {type: 'button', class: 'icon-button', 'aria-label': label, title: label, onClick, ...properties},
            icon(name));

let fields = 0;

// A label with its control.
export function field(label, input) {
    input.id ||= `field-${++fields}`;
    return element('div', {class: 'field'}, element('label', {for: input.id}, label), input);
}

export const check = (label, input) => element('label', {class: 'check'}, input, element('span', {}, label));
