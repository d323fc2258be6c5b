/** Words of PromQL that stand where a metric could. */
const KEYWORDS = new Set([
  ...[
    'and',
    'or',
    'unless',
    'by',
    'without',
    'on',
    'ignoring',
    'group_left',
    'group_right',
    'offset',
    'bool',
    'inf',
    'nan',
  ],
]);

/**
 * @typedef {object} UsedMetric
 * @property {string} name
 * @property {readonly string[]} labels matched on in its braces
 */

/**
 * The metrics an expression asks for. Not a parser: what it is given has been parsed by promtool.
 * @param {string} expr
 * @returns {readonly UsedMetric[]}
 */
export function usedMetrics(expr) {
  const bare = withoutStrings(expr)
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\boffset\s+-?\w+/g, ' ');
  const found = [];
  for (const match of bare.matchAll(/([a-zA-Z_:][\w:]*)\s*(\{[^}]*\}|\()?/g)) {
    const [, name = '', after = ''] = match;
    // Numbers such as 1e3 begin before the letter.
    const isPartOfNumber = /[\d.]/.test(bare[match.index - 1] ?? '');
    if (isPartOfNumber || after === '(' || KEYWORDS.has(name.toLowerCase())) continue;
    found.push({
      name,
      labels: [...after.matchAll(/([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
    });
  }
  return found;
}

/** Labels an expression groups or joins by. @param {string} expr @returns {readonly string[]} */
export function groupedLabels(expr) {
  const groups = withoutStrings(expr).matchAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g);
  return [...groups].flatMap(([, list = '']) =>
    list
      .split(',')
      .map((label) => label.trim())
      .filter(Boolean),
  );
}

/** @param {string} expr */
const withoutStrings = (expr) => expr.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
