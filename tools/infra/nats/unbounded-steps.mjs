/** Programs that wait for something outside, and what bounds them in their line. */
const BOUNDS = [
  { program: /\bcurl\b/, bound: /--max-time \d+/ },
  { program: /\b(?:aws) (?:"\$@"|[a-z])/, bound: /\btimeout --kill-after=\d+ \d+ aws\b/ },
  { program: /\bsystemctl (?:stop|reload)\b.*\.service/, bound: /\btimeout\b/ },
  { program: /\b(?:mkfs|xfs_growfs|resize2fs)\b|^mount /, bound: /\btimeout \d+/ },
  { program: /\bumount\b/, bound: /\btimeout \d+/ },
  { program: /nats-server -t\b/, bound: /\btimeout \d+/ },
];

/** Where a loop may be: the one with a deadline, and the one that waits for the end of the instance. */
const LOOPS = { 'bounded.sh': 1, 'watch-termination.sh': 1 };

/**
 * The steps of a script that nothing would end.
 * @param {string} name
 * @param {string} text
 * @returns {readonly string[]}
 */
export function unboundedSteps(name, text) {
  const lines = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => !/^\s*#/.test(line));
  const unbounded = lines.filter((line) =>
    BOUNDS.some(({ program, bound }) => program.test(line.trim()) && !bound.test(line)),
  );
  const loops = lines.filter((line) => /^\s*(?:until|while)\b/.test(line));
  const allowed = LOOPS[/** @type {keyof typeof LOOPS} */ (name)] ?? 0;
  return [
    ...unbounded.map((line) => `${name}: no bound: ${line.trim()}`),
    ...(loops.length > allowed
      ? loops.map((line) => `${name}: a loop of its own: ${line.trim()} (wait_until has a deadline)`)
      : []),
  ];
}
