/**
 * Something a user may try, and who is to succeed.
 * @typedef {object} Attempt
 * @property {'publish' | 'subscribe'} operation
 * @property {string} subject
 * @property {string} [queue]
 * @property {ReadonlySet<string>} allowed users by name
 */

/**
 * @param {string} subject
 * @param {readonly string[]} allowed
 * @returns {Attempt}
 */
export function publish(subject, allowed) {
  return { operation: 'publish', subject, allowed: new Set(allowed) };
}

/**
 * @param {string} subject
 * @param {readonly string[]} allowed
 * @param {string} [queue]
 * @returns {Attempt}
 */
export function subscribe(subject, allowed, queue) {
  return { operation: 'subscribe', subject, allowed: new Set(allowed), ...(queue === undefined ? {} : { queue }) };
}

/** @param {Attempt} attempt */
export function nameOf({ operation, subject, queue }) {
  return `${operation} ${subject}${queue === undefined ? '' : ` as ${queue}`}`;
}
