// SPDX-License-Identifier: GPL-3.0-or-later
// The packages of install-packages. They are in the build directory, which imports from here do not search.
import fs from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(`${process.env.WEBJABBER_BROWSER_PACKAGES}/package.json`);

export const {chromium} = require('playwright-core');
export const ece = require('http_ece');
// Runs in a page.
export const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
