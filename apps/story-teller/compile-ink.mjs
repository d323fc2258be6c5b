// Compiles content/ink/*.ink into content/compiled-ink.json, so that no service needs the compiler (some 50 MB) to start.
// Run it after a change of a script: node apps/story-teller/compile-ink.mjs
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Compiler } from 'inkjs/full';

const content = new URL('content/', import.meta.url);
const scripts = readdirSync(new URL('ink/', content)).filter((name) => name.endsWith('.ink'));
const compiled = scripts.sort().map((name) => {
  const source = readFileSync(new URL(`ink/${name}`, content), 'utf8');
  return [createHash('sha256').update(source).digest('base64url'), new Compiler(source).Compile().ToJson()];
});
writeFileSync(new URL('compiled-ink.json', content), `${JSON.stringify(Object.fromEntries(compiled), null, 2)}\n`);
