/**
 * What every configuration has to keep to. A finding begins with the address of the block, and says what is wrong with it.
 * @typedef {object} Rule
 * @property {string} name
 * @property {string} about
 * @property {(configuration: import('./read-configuration.mjs').Configuration) => readonly string[]} find
 */

export {};
