/**
 * An instance as its Auto Scaling group and its metadata see it.
 * @typedef {object} Instance
 * @property {string} id
 * @property {string} node `nats-0`, …
 * @property {string} groupName
 * @property {string} address
 * @property {'Pending' | 'Pending:Wait' | 'InService' | 'Terminating:Wait' | 'Terminating'} state
 * @property {'InService' | 'Terminated'} target what the metadata says it shall become
 * @property {string[][]} calls the words of every call of the aws command line, in order
 * @property {Faults} faults
 * @property {Volume} volume
 */
/**
 * What AWS does wrong for one instance.
 * @typedef {object} Faults
 * @property {'silent' | 'hanging'} [ca] it takes the request and never issues; or it does not even answer
 * @property {'altered'} [release] the archive is another one
 */
/**
 * @typedef {object} Volume
 * @property {string} id
 * @property {string} device a loop device of this machine
 * @property {Instance} [holder]
 */

/**
 * @param {Pick<Instance, 'id' | 'node' | 'groupName' | 'address' | 'volume'> & { faults?: Faults }} options
 * @returns {Instance}
 */
export function makeInstance(options) {
  return { faults: {}, ...options, state: 'Pending', target: 'InService', calls: [] };
}
