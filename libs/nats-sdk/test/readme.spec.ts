import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMemoryConnection } from '../src/index.js';
import { example } from './readme-example.js';

const unindented = (text: string): string => text.replace(/^ +/gm, '');

describe('the README', () => {
  it('shows code that works', async () => {
    await expect(example(createMemoryConnection())).resolves.toBe('a hero of main');
  });

  it('shows the code that is tested', () => {
    const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
    const code = unindented(readFileSync(join(__dirname, 'readme-example.ts'), 'utf8'));
    const [shown = ''] = [...readme.matchAll(/```ts\n(const server[\s\S]*?)```/g)].map((match) => match[1] ?? '');
    expect(shown).not.toBe('');
    expect(code).toContain(unindented(shown));
  });
});
