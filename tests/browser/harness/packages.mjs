// SPDX-License-Identifier: GPL-3.0-or-later
// What install-packages brought. It is in the build directory, where an import
// from here would not look.
import fs from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(`${process.env.WEBJABBER_BROWSER_PACKAGES}/package.json`);

export const {chromium} = require('playwright-core');
export const ece = require('http_ece');
// To be run in a page.
export const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
