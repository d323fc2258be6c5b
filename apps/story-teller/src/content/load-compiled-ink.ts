import { createHash } from 'node:crypto';
import { ContentError, type ContentFolder } from '@bodybroker/service-kit';

const FILE = 'compiled-ink.json';

/**
 * The ink that ships with the service, compiled: content/compiled-ink.json {sha256 of the script: ink's JSON}. Answers undefined for a
 * script that is not among them, or was changed since.
 * @throws ContentError
 */
export function loadCompiledInk(content: ContentFolder): (source: string) => string | undefined {
  const compiled = content.json(FILE);
  if (!isTexts(compiled)) throw new ContentError(FILE, 'is no list of compiled scripts');
  return (source) => compiled[createHash('sha256').update(source).digest('base64url')];
}

function isTexts(json: unknown): json is Readonly<Record<string, string>> {
  return typeof json === 'object' && json !== null && Object.values(json).every((each) => typeof each === 'string');
}
