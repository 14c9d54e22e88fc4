// SPDX-License-Identifier: GPL-3.0-or-later
// Dialogs. Their buttons are the soft keys: the first one is the left key, the last one the right key.
import {element} from './dom.js';
import {texts} from './i18n.js';

export const problemText = problem =>
    texts.problems[problem.code] ?? texts.problem(problem.detail || problem.message);

// Shows `content` (nodes) under a title. Each of `actions` is {label, run?,
// isDanger?}. If `run` throws a Problem, the problem is shown and the dialog stays open. It also stays
// open if `run` returns false. Enter runs the last action.
// Resolves when it is closed.
export function showDialog(title, content, actions, {cancelLabel = texts.cancel} = {}) {
    const error = element('p', {class: 'error', role: 'alert'});
    const dialog = element('dialog', {'aria-labelledby': 'dialog-title'});
    let isBusy = false; // no button is disabled meanwhile, as it would lose the focus
    const run = async action => {
        if (isBusy)
            return;
        isBusy = true;
        error.textContent = '';
        try {
            if (await action.run?.() !== false)
                dialog.close();
        } catch (problem) {
            error.textContent = problemText(problem);
        } finally {
            isBusy = false;
        }
    };
    const buttons = actions.map(action => {
        const button = element('button', {type: 'button', class: action.isDanger ? 'danger' : 'primary'}, action.label);
        button.addEventListener('click', () => run(action));
        return button;
    });
    const cancel = element('button', {type: 'button', onClick: () => dialog.close()}, cancelLabel);
    buttons.at(-1)?.setAttribute('type', 'submit');
    dialog.append(element('form', {method: 'dialog', novalidate: true, onSubmit: event => event.preventDefault()},
        element('h2', {id: 'dialog-title'}, title),
        element('div', {class: 'dialog-content'}, ...content, error),
        element('div', {class: 'dialog-actions'}, cancel, ...buttons)));
    document.body.append(dialog);
    dialog.showModal();
    return new Promise(resolve => {
        dialog.addEventListener('close', () => {
            dialog.remove();
            resolve();
        });
    });
}

// Resolves with whether it was confirmed and done.
export async function confirmDialog(title, text, label, run, warning = '') {
    let isDone = false;
    const content = [element('p', {}, text), warning && element('p', {class: 'error'}, warning)];
    await showDialog(title, content.filter(Boolean), [{
        label, isDanger: true,
        run: async () => {
            await run();
            isDone = true;
        },
    }]);
    return isDone;
}
