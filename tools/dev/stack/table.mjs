/**
 * Rows under a heading, columns as wide as their widest cell.
 * @param {readonly string[]} heading
 * @param {readonly (readonly string[])[]} rows
 * @returns {string}
 */
export function formatTable(heading, rows) {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  return [line(heading), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
