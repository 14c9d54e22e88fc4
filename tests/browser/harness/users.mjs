// SPDX-License-Identifier: GPL-3.0-or-later
// The users of testgateway. The first two always exist, the third one if a test requests it.
export const romeo = 'romeo@localhost';
export const juliet = 'juliet@localhost';
export const mercutio = 'mercutio@localhost';
