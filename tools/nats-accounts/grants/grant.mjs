/**
 * Subjects somebody may publish to and subscribe. A subscription with a space in it is one of a queue group: `<subject> <group>`.
 * @typedef {{ readonly publish: readonly string[], readonly subscribe: readonly string[] }} Grant
 */

/**
 * @param {Partial<Grant>} subjects
 * @returns {Grant}
 */
export function grant({ publish = [], subscribe = [] }) {
  return { publish, subscribe };
}

/**
 * All of several grants in alphabetical order, without what another subject of the same side covers.
 * @param {readonly Grant[]} grants
 * @returns {Grant}
 */
export function union(grants) {
  const merge = (/** @type {'publish' | 'subscribe'} */ side) => {
    const all = [...new Set(grants.flatMap((each) => each[side]))].sort();
    return all.filter((subject) => !all.some((other) => other !== subject && covers(other, subject)));
  };
  return { publish: merge('publish'), subscribe: merge('subscribe') };
}

/**
 * Whether every subject that `narrow` takes is taken by `wide` too. Those of queue groups cover themselves only.
 * @param {string} wide
 * @param {string} narrow
 */
export function covers(wide, narrow) {
  if (/ /.test(wide + narrow)) return wide === narrow;
  const [tokens, wanted] = [wide.split('.'), narrow.split('.')];
  const isRest = tokens.at(-1) === '>';
  const head = isRest ? tokens.slice(0, -1) : tokens;
  if (isRest ? wanted.length < tokens.length : wanted.length !== tokens.length || wanted.at(-1) === '>') return false;
  return head.every((token, at) => token === wanted[at] || (token === '*' && wanted[at] !== '>'));
}
