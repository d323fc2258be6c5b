/**
 * What the parts of the verification work with.
 * @typedef {object} Stage
 * @property {import('../../affected/check-list.mjs').CheckList} list
 * @property {AbortSignal} signal
 * @property {string} dir a folder of its own, removed at the end
 * @property {import('../../affected/scratch-clone.mjs').ScratchClone} clone
 * @property {import('./start-registry.mjs').TestRegistry} registry
 */

export {};
