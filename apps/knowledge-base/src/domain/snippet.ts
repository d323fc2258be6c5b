import { placedWords } from './words.js';

/** Words a snippet shows. */
const SNIPPET_WORDS = 36;
/** Words shown before the first that matched. */
const LEAD_WORDS = 6;

/** A stretch of a text around what matched, as HTML: escaped, the matches in `<em>`. */
export function snippetOf(text: string, matched: ReadonlySet<string>): string {
  const words = placedWords(text);
  const marked = words.map(({ word }) => matched.has(word));
  const first = bestStart(marked);
  const shown = words.slice(first, first + SNIPPET_WORDS);
  const from = shown[0];
  const to = shown.at(-1);
  if (from === undefined || to === undefined) return escapeHtml(text.slice(0, 200));
  let html = first === 0 ? escapeHtml(text.slice(0, from.start)) : '… ';
  let at = from.start;
  for (const { word, start, end } of shown) {
    html += escapeHtml(text.slice(at, start));
    const shownWord = escapeHtml(text.slice(start, end));
    html += matched.has(word) ? `<em>${shownWord}</em>` : shownWord;
    at = end;
  }
  const isEnd = first + SNIPPET_WORDS >= words.length;
  return html + (isEnd ? escapeHtml(text.slice(to.end)) : ' …');
}

/** Where the stretch with most matches begins, a few words ahead of its first match. */
function bestStart(marked: readonly boolean[]): number {
  let best = 0;
  let most = 0;
  for (let at = 0; at < marked.length; at += 1) {
    if (marked[at] !== true) continue;
    const matches = marked.slice(at, at + SNIPPET_WORDS - LEAD_WORDS).filter(Boolean).length;
    if (matches > most) [best, most] = [at, matches];
  }
  const last = Math.max(0, marked.length - SNIPPET_WORDS);
  return Math.min(last, Math.max(0, best - LEAD_WORDS));
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
