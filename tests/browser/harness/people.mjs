// SPDX-License-Identifier: GPL-3.0-or-later
// Whom testgateway knows: the first two always, the third one where a test asks for him.
export const romeo = 'romeo@localhost';
export const juliet = 'juliet@localhost';
export const mercutio = 'mercutio@localhost';
