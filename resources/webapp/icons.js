// SPDX-License-Identifier: GPL-3.0-or-later
// The app's icons: strokes on a grid of 24 by 24.
const strokes = {
    add: 'M12 5v14M5 12h14',
    back: 'M15 5l-7 7 7 7',
    more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
    send: 'M5 12h13M12.5 5.5L19 12l-6.5 6.5',
    down: 'M6 9.5l6 6 6-6',
    pending: 'M12 4a8 8 0 1 0 .01 0M12 8v4.5l3 2',
    sent: 'M5 12.5l5 5L19.5 7',
    delivered: 'M2 12.5l5 5L16 7.5M11.5 16l1.5 1.5L22 7.5',
    failed: 'M12 5v9M12 18.5v.01',
};
const aliases = {queued: 'pending', displayed: 'delivered'};
const svg = 'http://www.w3.org/2000/svg';

export function icon(name) {
    const picture = document.createElementNS(svg, 'svg');
    picture.setAttribute('viewBox', '0 0 24 24');
    picture.setAttribute('class', `icon icon-${name}`);
    picture.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('d', strokes[aliases[name] ?? name]);
    picture.append(path);
    return picture;
}
