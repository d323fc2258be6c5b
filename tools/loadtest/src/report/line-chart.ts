import { escapeHtml } from './escape-html.js';

export interface Line {
  readonly name: string;
  /** A class of the page's style sheet, which colours it. */
  readonly className: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface LineChartOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly Line[];
  readonly xTicks: readonly Tick[];
  /** What a place is called when it is pointed at. */
  readonly nameOfX: (x: number) => string;
  /** Default: linear from 0. */
  readonly yScale?: 'linear' | 'log';
}

const WIDTH = 860;
const HEIGHT = 300;
const LEFT = 64;
const RIGHT = 16;
const TOP = 40;
const BOTTOM = 44;
/** A log scale has no 0; a hundredth of a millisecond is as good as none. */
const LOG_FLOOR = 0.01;
const MOST_HINTS = 400;

/** Lines over a common x, as SVG without a script: what they are at a place is shown by the browser when it is pointed at. */
export function lineChart(options: LineChartOptions): string {
  const { title, lines, xTicks, xLabel, yLabel } = options;
  const isLog = options.yScale === 'log';
  const points = lines.flatMap((line) => line.points);
  const xs = [...points.map(([x]) => x), ...xTicks.map(({ at }) => at)];
  const [xMin, xMax] = [Math.min(...bounded(xs)), Math.max(...bounded(xs))];
  const x = (value: number): number => LEFT + ((value - xMin) / (xMax - xMin || 1)) * (WIDTH - LEFT - RIGHT);
  const ticks = isLog ? logTicks(points.map(([, value]) => value)) : linearTicks(points.map(([, value]) => value));
  const scaled = (value: number): number => (isLog ? Math.log10(Math.max(value, LOG_FLOOR)) : value);
  const [low, high] = [scaled(ticks[0]?.at ?? 0), scaled(ticks.at(-1)?.at ?? 1)];
  const y = (value: number): number =>
    HEIGHT - BOTTOM - ((scaled(value) - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM);
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">
<text class="title" x="${LEFT}" y="18">${escapeHtml(title)}</text>
${legend(lines)}
${ticks.map(({ at, label }) => `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${fixed(y(at))}" y2="${fixed(y(at))}"/><text class="tick end" x="${LEFT - 6}" y="${fixed(y(at) + 4)}">${escapeHtml(label)}</text>`).join('\n')}
${xTicks.map(({ at, label }) => `<text class="tick middle" x="${fixed(x(at))}" y="${HEIGHT - BOTTOM + 16}">${escapeHtml(label)}</text>`).join('\n')}
<text class="tick middle" x="${(WIDTH + LEFT - RIGHT) / 2}" y="${HEIGHT - 6}">${escapeHtml(xLabel)}</text>
<text class="tick" x="4" y="${TOP - 10}">${escapeHtml(yLabel)}</text>
${lines.map((line) => `<polyline class="line ${escapeHtml(line.className)}" points="${line.points.map(([px, py]) => `${fixed(x(px))},${fixed(y(py))}`).join(' ')}"/>`).join('\n')}
${hints(options, x)}
</svg>`;
}

function legend(lines: readonly Line[]): string {
  const width = 130;
  return lines
    .map(({ name, className }, index) => {
      const left = WIDTH - RIGHT - (lines.length - index) * width;
      return `<line class="line ${escapeHtml(className)}" x1="${left}" x2="${left + 18}" y1="14" y2="14"/><text class="tick" x="${left + 24}" y="18">${escapeHtml(name)}</text>`;
    })
    .join('\n');
}

/** Strips to point at, each with a title. */
function hints({ lines, nameOfX }: LineChartOptions, x: (value: number) => number): string {
  const places = lines[0]?.points ?? [];
  const every = Math.ceil(places.length / MOST_HINTS) || 1;
  const width = (WIDTH - LEFT - RIGHT) / Math.max(1, places.length / every);
  return places
    .map(([at], index) => ({ at, index }))
    .filter(({ index }) => index % every === 0)
    .map(({ at, index }) => {
      const values = lines.map(({ name, points }) => `${name}: ${figure(points[index]?.[1] ?? 0)}`);
      return `<rect class="hint" x="${fixed(x(at) - width / 2)}" y="${TOP}" width="${fixed(width)}" height="${HEIGHT - TOP - BOTTOM}"><title>${escapeHtml([nameOfX(at), ...values].join('\n'))}</title></rect>`;
    })
    .join('\n');
}

function linearTicks(values: readonly number[]): readonly Tick[] {
  const highest = Math.max(...bounded(values), 0);
  if (highest === 0) return [0, 1].map((at) => ({ at, label: figure(at) }));
  const magnitude = 10 ** Math.floor(Math.log10(highest));
  const step = [0.2, 0.5, 1, 2].map((part) => part * magnitude).find((size) => highest / size <= 5) ?? magnitude * 2;
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, n) => ({ at: n * step, label: figure(n * step) }));
}

function logTicks(values: readonly number[]): readonly Tick[] {
  const positive = bounded(values).map((value) => Math.max(value, LOG_FLOOR));
  const from = Math.floor(Math.log10(Math.min(...positive)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...positive))));
  return Array.from({ length: to - from + 1 }, (_, n) => ({ at: 10 ** (from + n), label: figure(10 ** (from + n)) }));
}

/** Without any there is still a chart. */
const bounded = (values: readonly number[]): readonly number[] => (values.length === 0 ? [0, 1] : values);
const fixed = (value: number): string => value.toFixed(1);
const figure = (value: number): string => String(Number(value.toPrecision(4)));
