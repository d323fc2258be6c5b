export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Stands out from the others. */
  readonly isOurs?: boolean;
}

const WIDTH = 720;
const LABEL_WIDTH = 260;
const BAR_HEIGHT = 22;
const GAP = 10;
const TOP = 44;
const OURS = '#7a1f2b';
const THEIRS = '#9a938a';

/** A horizontal bar chart as SVG; the longest bar fills the width. */
export function barChart(
  title: string,
  bars: readonly Bar[],
  { digits = 0 }: { readonly digits?: number } = {},
): string {
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const largest = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const scale = (WIDTH - LABEL_WIDTH - 90) / largest;
  const rows = bars.map(({ label, value, isOurs = true }, index) => {
    const y = TOP + index * (BAR_HEIGHT + GAP);
    const middle = y + BAR_HEIGHT / 2;
    const width = Math.max(1, value * scale).toFixed(1);
    return `<text x="${LABEL_WIDTH - 8}" y="${middle}" text-anchor="end">${escape(label)}</text>
<rect x="${LABEL_WIDTH}" y="${y}" width="${width}" height="${BAR_HEIGHT}" fill="${isOurs ? OURS : THEIRS}"/>
<text x="${LABEL_WIDTH + Number(width) + 6}" y="${middle}">${format.format(value)}</text>`;
  });
  const height = TOP + bars.length * (BAR_HEIGHT + GAP);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" dominant-baseline="middle">
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="12" y="22" font-size="16" font-weight="bold">${escape(title)}</text>
${rows.join('\n')}
</svg>
`;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
