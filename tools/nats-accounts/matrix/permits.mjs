/** @typedef {import('../build-users.mjs').User} User */

/** @type {WeakMap<readonly string[], RegExp>} */
const patterns = new WeakMap();

/**
 * Whether a user's own entry lets an attempt through, as a server would read it.
 * @param {User} user
 * @param {import('./attempt.mjs').Attempt} attempt
 */
export function permits(user, { operation, subject, queue }) {
  if (operation === 'publish') return patternOf(user.publish).test(subject);
  const all = patternOf(user.subscribe);
  return all.test(subject) || (queue !== undefined && all.test(`${subject} ${queue}`));
}

/**
 * One expression for a list of subjects, since there are many attempts. A subject with wildcards is taken by wider ones only.
 * @param {readonly string[]} subjects
 */
function patternOf(subjects) {
  let pattern = patterns.get(subjects);
  if (pattern === undefined) {
    const sources = subjects.map((subject) =>
      subject.replace(/[.$*>]/g, (sign) => (sign === '>' ? '[^ ]+' : sign === '*' ? '[^. >]+' : `\\${sign}`)),
    );
    pattern = new RegExp(`^(?:${sources.join('|')})$`);
    patterns.set(subjects, pattern);
  }
  return pattern;
}
