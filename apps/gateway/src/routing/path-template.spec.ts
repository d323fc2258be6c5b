import * as fc from 'fast-check';
import { BadTemplateError } from './bad-template-error.js';
import { parsePathTemplate, shapeOf } from './path-template.js';
import { captureVariables, PathTrie } from './path-trie.js';
import { requestPath, type RequestPath } from './request-path.js';

function pathOf(raw: string): RequestPath {
  const path = requestPath(raw);
  if (path === undefined) throw new Error(`no path: ${raw}`);
  return path;
}

describe('parsePathTemplate', () => {
  it('reads texts, wildcards, variables and a verb', () => {
    expect(parsePathTemplate('/v1/{a.b=shelves/*}/x%20y/*/{rest=**}:do')).toEqual({
      source: '/v1/{a.b=shelves/*}/x%20y/*/{rest=**}:do',
      segments: [
        { kind: 'literal', text: 'v1' },
        { kind: 'literal', text: 'shelves' },
        { kind: 'single' },
        { kind: 'literal', text: 'x y' },
        { kind: 'single' },
        { kind: 'rest' },
      ],
      variables: [
        { fieldPath: ['a', 'b'], start: 1, end: 3 },
        { fieldPath: ['rest'], start: 5, end: undefined },
      ],
      verb: 'do',
    });
  });

  it.each([
    '',
    'v1',
    '/',
    '//a',
    '/a/',
    '/{a',
    '/a}',
    '/{a{b}}',
    '/{a}b',
    '/{}',
    '/{a.}',
    '/{1a}',
    '/{a}/{a}',
    '/**/a',
    '/{a=**}/b',
    '/a b',
    '/a:',
    '/a:b/c:',
    '/%zz',
    `/${'a/'.repeat(70)}a`,
  ])('refuses "%s"', (template) => {
    expect(() => parsePathTemplate(template)).toThrow(BadTemplateError);
  });

  it('gives templates that match the same paths the same shape', () => {
    const shape = (template: string): string => shapeOf(parsePathTemplate(template));
    expect(shape('/v1/{a}:x')).toBe(shape('/v1/{b=*}:x'));
    expect(shape('/v1/{a=b/*}')).toBe(shape('/v1/b/{c}'));
    expect(shape('/v1/{a}')).not.toBe(shape('/v1/{a=**}'));
    expect(shape('/v1/a%2Fb')).not.toBe(shape('/v1/a/b'));
  });

  it('fails with its own error only, whatever it is given', () => {
    const piece = fc.constantFrom('/', '{', '}', '*', '**', ':', '=', '.', 'a', 'b1', '%20', '%', ' ', 'é');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          parsePathTemplate(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(BadTemplateError);
        }
      }),
    );
  });
});

describe('PathTrie', () => {
  const trieOf = (...templates: readonly string[]): PathTrie<string> => {
    const trie = new PathTrie<string>();
    for (const template of templates) trie.add('GET', parsePathTemplate(template), template);
    return trie;
  };
  const find = (trie: PathTrie<string>, path: string, method = 'GET'): unknown => trie.find(method, pathOf(path));

  it('prefers texts to wildcards, and a verb to none', () => {
    const trie = trieOf('/a/{x}', '/a/b', '/a/{x=**}', '/a/{x}:do', '/a/b/{y}/c');
    expect(find(trie, '/a/b')).toEqual({ value: '/a/b' });
    expect(find(trie, '/a/c')).toEqual({ value: '/a/{x}' });
    expect(find(trie, '/a/c:do')).toEqual({ value: '/a/{x}:do' });
    expect(find(trie, '/a/c:other')).toEqual({ value: '/a/{x}' });
    expect(find(trie, '/a/c%3Ado')).toEqual({ value: '/a/{x}' });
    expect(find(trie, '/a/b/1/c')).toEqual({ value: '/a/b/{y}/c' });
    // Goes back where a text leads nowhere.
    expect(find(trie, '/a/b/1/d')).toEqual({ value: '/a/{x=**}' });
    expect(find(trie, '/a')).toEqual({ value: '/a/{x=**}' });
  });

  it('tells which methods a path has', () => {
    const trie = trieOf('/a/{x}');
    trie.add('POST', parsePathTemplate('/a/b'), 'post');
    expect(find(trie, '/a/b', 'PUT')).toEqual({ allowed: new Set(['POST', 'GET']) });
    expect(find(trie, '/a/b', 'GET')).toEqual({ value: '/a/{x}' });
    expect(find(trie, '/b')).toEqual({ allowed: new Set() });
  });

  it('says who has a route already, and leaves it there', () => {
    const trie = trieOf('/a/{x}');
    expect(trie.add('GET', parsePathTemplate('/a/{y}'), 'second')).toBe('/a/{x}');
    expect(find(trie, '/a/1')).toEqual({ value: '/a/{x}' });
  });

  it('is not led astray by names of prototypes', () => {
    expect(find(trieOf('/a/b'), '/__proto__/constructor')).toEqual({ allowed: new Set() });
  });

  it('captures what was put in, however it is encoded', () => {
    const value = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter((text) => !text.includes('\0') && text.isWellFormed());
    const verb = fc.constantFrom('', ':do');
    fc.assert(
      fc.property(value, value, verb, (first, second, last) => {
        const template = parsePathTemplate(`/v1/{a}/x/{b.c=y/*}${last}`);
        const trie = new PathTrie<string>();
        trie.add('GET', template, 'it');
        const path = pathOf(`/v1/${encodeURIComponent(first)}/x/y/${encodeURIComponent(second)}${last}`);
        expect(trie.find('GET', path)).toEqual({ value: 'it' });
        // In a value of several segments a %2F stays, to be told from the slashes.
        expect(captureVariables(template, path)).toEqual([first, `y/${second.replaceAll('/', '%2F')}`]);
      }),
    );
  });

  it('finds nothing or something for any path, and never throws', () => {
    const trie = trieOf('/a/{x}', '/a/{x=**}:do', '/{y=**}', '/a/b:do');
    fc.assert(
      fc.property(fc.array(fc.constantFrom('/', 'a', 'b', ':', 'do', '%', '%2F', '*'), { maxLength: 30 }), (pieces) => {
        const path = requestPath(`/${pieces.join('')}`);
        if (path !== undefined) trie.find('GET', path);
      }),
    );
  });
});
