/**
 * What the check hands to the lab, as JSON.
 * @typedef {object} GivenLab
 * @property {string} root the checkout
 * @property {string} folder an empty folder for the lab
 * @property {'xfs' | 'ext4'} fileSystem
 * @property {string} accountsConf
 * @property {readonly { user: string, publicKey: string, seed: string }[]} keys
 * @property {readonly { key: string, file: string }[]} releases
 * @property {import('../render-cluster.mjs').RenderedCluster} rendered
 */

export {};
