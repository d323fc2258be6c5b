import { DomainError } from '@bodybroker/domain';
import fc from 'fast-check';
import { compileCondition, type UndecidedCondition } from './compile-condition.js';
import type { ConditionValues, Variables } from './variables.js';

const VARIABLES: Variables = {
  level: 'int',
  ratio: 'double',
  name: 'string',
  alive: 'bool',
  tags: 'list',
  stats: 'map',
  anything: 'dyn',
};

const holds = (text: string, values: ConditionValues): boolean => compileCondition(text, VARIABLES).evaluate(values);

function refusal(text: string): DomainError {
  try {
    compileCondition(text, VARIABLES);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error(`was accepted: ${text.slice(0, 80)}`);
}

describe('a condition over plain JS values', () => {
  it.each<[string, ConditionValues, boolean]>([
    ['level > 5', { level: 7 }, true],
    ['level + 1 == 8', { level: 7 }, true],
    ['level + 1 == 8', { level: 7n }, true],
    ['level % 2 == 1', { level: 7 }, true],
    ['ratio * 2 > 0.9', { ratio: 0.5 }, true],
    ['ratio == 1', { ratio: 1 }, true],
    ['level / 2.0 == 3.5', { level: 7 }, true],
    ['2.5 - level < 0 && 2 - ratio > 0', { level: 7, ratio: 0.5 }, true],
    ['name.startsWith("Mo") && alive', { name: 'Mott', alive: true }, true],
    ['"gore" in tags', { tags: ['gore', 'eyes'] }, true],
    ['tags.exists(t, t.endsWith("es"))', { tags: ['gore', 'eyes'] }, true],
    ['tags.all(t, size(t) > 4)', { tags: ['gore', 'eyes'] }, false],
    ['stats.trust >= 10 && stats["fear"] < 0.5', { stats: { trust: 10, fear: 0.25 } }, true],
    ['stats.trust >= 10', { stats: new Map([['trust', 10]]) }, true],
    ['stats.deep.er.id == "x"', { stats: { deep: { er: { id: 'x' } } } }, true],
    ['has(stats.trust) && stats.trust > 3', { stats: {} }, false],
    ['anything == null', { anything: null }, true],
    ['stats.count % 2 == 1 && tags[stats.count] == 0.5', { stats: { count: 1 }, tags: [0, 0.5] }, true],
    ['type(level) == int && type(name) == string', { level: 1, name: '' }, true],
  ])('%s', (text, values, expected) => {
    expect(holds(text, values)).toBe(expected);
  });

  it('names the variables it reads, not the loop variables', () => {
    const condition = compileCondition('tags.exists(level, level == name) && alive', VARIABLES);
    expect([...condition.variables].sort()).toEqual(['alive', 'name', 'tags']);
  });

  it('agrees with JS on comparisons of whole numbers and fractions', () => {
    const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    const less = compileCondition('stats.a < stats.b', VARIABLES);
    const sum = compileCondition('stats.a + stats.b == stats.c', VARIABLES);
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(less.evaluate({ stats: { a, b } })).toBe(a < b);
        expect(sum.evaluate({ stats: { a, b, c: a + b } })).toBe(true);
      }),
    );
  });
});

describe('what cannot be decided', () => {
  it.each<[string, ConditionValues]>([
    ['level > 5', {}],
    ['level > 5', { level: 'seven' }],
    ['level > 5', { level: 1.5 }],
    ['level > 5', { level: 2n ** 63n }],
    ['!alive', { alive: undefined }],
    ['stats.trust > 1', { stats: {} }],
    ['!(stats.trust > 1)', { stats: { trust: undefined } }],
    ['stats.trust > 1', { stats: [1] }],
    ['tags[3] == 1', { tags: [] }],
    ['1 / level == 1', { level: 0 }],
    ['stats.flag', { stats: { flag: 'yes' } }],
    ['name.matches("(")', { name: 'x' }],
    ['has(stats.toString) || has(stats.constructor)', { stats: {} }],
  ])('makes %s false', (text, values) => {
    expect(holds(text, values)).toBe(false);
  });

  it('is reported once for each rule, without values', () => {
    const reports: UndecidedCondition[] = [];
    const onMissing = (report: UndecidedCondition): number => reports.push(report);
    const first = compileCondition('stats.trust > 1', VARIABLES, { onMissing });
    const second = compileCondition('level > 1', VARIABLES, { onMissing });
    for (let round = 0; round < 3; round++) {
      first.evaluate({ stats: { secret: 'hush' } });
      second.evaluate({});
    }
    expect(reports.map((report) => report.text)).toEqual(['stats.trust > 1', 'level > 1']);
    expect(JSON.stringify(reports)).not.toContain('hush');
  });

  it('is not reported when the rest of the rule decides', () => {
    const onMissing = jest.fn();
    expect(compileCondition('stats.trust > 1 || alive', VARIABLES, { onMissing }).evaluate({ alive: true })).toBe(true);
    expect(onMissing).not.toHaveBeenCalled();
  });

  it('stays false when the report throws', () => {
    const onMissing = (): void => {
      throw new Error('log is full');
    };
    expect(compileCondition('alive', VARIABLES, { onMissing }).evaluate({})).toBe(false);
  });

  it('is a cyclic value', () => {
    const stats: Record<string, never> = {};
    Object.assign(stats, { self: stats });
    expect(holds('stats.self == stats', { stats })).toBe(false);
  });

  it('is a value whose getter throws', () => {
    const values = Object.defineProperty({}, 'alive', {
      get: () => {
        throw new Error('no');
      },
      enumerable: true,
    });
    expect(holds('alive', values)).toBe(false);
  });

  it('is what an object only inherits', () => {
    const inherited = Object.create({ alive: true }) as ConditionValues;
    expect(holds('alive', inherited)).toBe(false);
  });
});

describe('a bad text', () => {
  it.each<[string, string]>([
    ['', '0'],
    ['level >', '6'],
    ['level > 1 alive', '10'],
    ['level == soul', '9'],
    ['alive && frobnicate(level)', '9'],
    ['alive || toString', '9'],
    ['__proto__', '0'],
    ['@result', '0'],
    ['Soul{x: 1}.x == 1', '0'],
    ['level == 9223372036854775808', '9'],
    ['level + 1', '5'],
    ['"yes"', '0'],
    ['name', '0'],
    ['[true]', '0'],
    ['has(alive)', '0'],
  ])('%s is refused at %s', (text, position) => {
    const error = refusal(text);
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'BAD_CONDITION' });
    expect(error.details['position']).toBe(position);
  });

  it('may have 1024 characters, not 1025', () => {
    const text = `alive${' '.repeat(1019)}`;
    expect(holds(text, { alive: true })).toBe(true);
    expect(refusal(`${text} `).reason).toBe('BAD_CONDITION');
  });

  it.each([
    ['brackets', `${'('.repeat(511)}1${')'.repeat(511)}`],
    ['lists', `${'['.repeat(510)}${']'.repeat(510)} == []`],
    ['open brackets', '('.repeat(1024)],
    ['maps', `${'{1:'.repeat(250)}1${'}'.repeat(250)} == {}`],
    ['selects', `stats${'.b'.repeat(500)}`],
    ['sums', `level == 1${'+1'.repeat(500)}`],
    ['ternaries', `${'alive ? '.repeat(100)}alive${' : alive'.repeat(100)}`],
    ['macros in macros', 'tags.all(a, tags.all(b, tags.all(c, true)))'],
    ['macros in a row', Array.from({ length: 9 }, () => 'tags.all(a, true)').join(' && ')],
  ])('of too many %s is refused, quickly', (_, text) => {
    const start = performance.now();
    expect(refusal(text).reason).toBe('BAD_CONDITION');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('never escapes as another error, and what compiles never throws', () => {
    const token = fc.constantFrom(
      ...[
        'level',
        'ratio',
        'stats',
        'tags',
        '.',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '1',
        '2.5',
        '"a"',
        "'",
        '&&',
        '||',
        '!',
      ],
      ...[
        '==',
        '<',
        '+',
        '-',
        '?',
        ':',
        ',',
        'in',
        'all',
        'map',
        'has',
        'x',
        'constructor',
        '__proto__',
        '\\',
        '\u0000',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(token, { maxLength: 14 }).map((tokens) => tokens.join(' ')),
    );
    const values = { level: 1, ratio: 0.5, stats: { x: 1 }, tags: ['a'] };
    fc.assert(
      fc.property(text, (candidate) => {
        let condition;
        try {
          condition = compileCondition(candidate, VARIABLES);
        } catch (error) {
          expect(error).toMatchObject({ reason: 'BAD_CONDITION' });
          return;
        }
        expect(typeof condition.evaluate(values)).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });

  it('cannot stall the regular expression engine', () => {
    const start = performance.now();
    holds('name.matches("(a+)+$")', { name: `${'a'.repeat(5000)}b` });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
