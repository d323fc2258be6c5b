import { chooseTargets, limitByMode, modelNotFound, noProvider } from './choose-targets.js';
import {
  classifyProviderFailure,
  MAX_RETRY_AFTER_MS,
  parseRetryAfter,
  type ProviderFailure,
  retryDelayMs,
} from './classify-provider-failure.js';
import { budgetHour, budgetSpent, fitsBudget, reservedTokens, settlementOf } from './token-budget.js';

const NOW = Date.UTC(2026, 0, 1, 12, 30);

describe('classifyProviderFailure', () => {
  it.each<[ProviderFailure, boolean, boolean, boolean]>([
    // failure, retry, next target, counts for the circuit
    [{ kind: 'http', status: 400 }, false, true, false],
    [{ kind: 'http', status: 401 }, false, true, false],
    [{ kind: 'http', status: 403 }, false, true, false],
    [{ kind: 'http', status: 404 }, false, true, false],
    [{ kind: 'http', status: 422 }, false, true, false],
    [{ kind: 'http', status: 302 }, false, true, false],
    [{ kind: 'http', status: 408 }, true, true, true],
    [{ kind: 'http', status: 429 }, true, true, false],
    [{ kind: 'http', status: 500 }, true, true, true],
    [{ kind: 'http', status: 503 }, true, true, true],
    [{ kind: 'http', status: 599 }, true, true, true],
    [{ kind: 'network' }, true, true, true],
    [{ kind: 'timeout' }, false, true, true],
    [{ kind: 'malformed' }, false, true, true],
    [{ kind: 'cancelled' }, false, false, false],
  ])('%j', (failure, retry, tryNextTarget, countsForCircuit) => {
    expect(classifyProviderFailure(failure, NOW)).toMatchObject({ retry, tryNextTarget, countsForCircuit });
  });

  it('honours Retry-After, and does not wait too long', () => {
    const after = (retryAfter: string) => classifyProviderFailure({ kind: 'http', status: 429, retryAfter }, NOW);
    expect(after('2')).toMatchObject({ retry: true, retryAfterMs: 2000 });
    expect(after(String(MAX_RETRY_AFTER_MS / 1000 + 1))).toMatchObject({ retry: false, tryNextTarget: true });
    expect(classifyProviderFailure({ kind: 'http', status: 404, retryAfter: '1' }, NOW)).toMatchObject({
      retry: false,
    });
  });
});

describe('parseRetryAfter', () => {
  it.each<[string | null | undefined, number | undefined]>([
    ['0', 0],
    [' 7 ', 7000],
    ['Thu, 01 Jan 2026 12:30:05 GMT', 5000],
    ['Thu, 01 Jan 2026 12:00:00 GMT', 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%s', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });
});

describe('retryDelayMs', () => {
  it('grows with each retry up to 4 s, by the draw, never below what was asked for', () => {
    expect([1, 2, 3, 9].map((retry) => retryDelayMs(retry, 0.999_999))).toEqual([249, 499, 999, 3999]);
    expect(retryDelayMs(5, 0)).toBe(0);
    expect(retryDelayMs(1, 0.5, 3000)).toBe(3000);
  });
});

describe('chooseTargets', () => {
  it.each([
    [['a', 'b', 'a'], 'NORMAL', ['a', 'b']],
    [['a'], 'ECONOMY', ['a']],
    [[], 'NORMAL', ['chat', 'embedded']],
    [['a', 'b'], 'EMERGENCY', ['embedded']],
  ] as const)('%j in %s', (targets, mode, expected) => {
    expect(chooseTargets(targets, 'chat', mode)).toEqual(expected);
  });

  it('names the embedded model once when it is the default', () => {
    expect(chooseTargets([], 'embedded', 'NORMAL')).toEqual(['embedded']);
  });

  it('halves max_tokens in ECONOMY only, to no less than one', () => {
    const params = { maxTokens: 101, stop: [] };
    expect(limitByMode(params, 'ECONOMY').maxTokens).toBe(50);
    expect(limitByMode({ ...params, maxTokens: 1 }, 'ECONOMY').maxTokens).toBe(1);
    expect(limitByMode(params, 'NORMAL')).toBe(params);
  });

  it('says which attempts failed', () => {
    expect(
      noProvider([
        { target: 'a', error: 'HTTP_500' },
        { target: 'b', error: 'TIMEOUT' },
      ]),
    ).toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'NO_PROVIDER',
      details: { attempts: 'a=HTTP_500, b=TIMEOUT' },
    });
    expect(modelNotFound('x')).toMatchObject({
      code: 'NOT_FOUND',
      reason: 'MODEL_NOT_FOUND',
      details: { target: 'x' },
    });
  });
});

describe('the token budget of a player', () => {
  it('reserves prompt and max_tokens, fits exactly, and settles to real use', () => {
    const reserved = reservedTokens(30, 70);
    expect(reserved).toBe(100);
    expect(fitsBudget(900, reserved, 1000)).toBe(true);
    expect(fitsBudget(901, reserved, 1000)).toBe(false);
    expect(900 + reserved + settlementOf(reserved, 45)).toBe(945);
  });

  it('is counted by the hour and says when the next one starts', () => {
    expect(budgetHour(NOW + 30 * 60_000 - 1)).toBe(budgetHour(NOW));
    expect(budgetHour(NOW + 30 * 60_000)).toBe(budgetHour(NOW) + 1);
    expect(budgetSpent(1000, NOW)).toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      reason: 'TOKEN_BUDGET',
      retryable: true,
      retryAfterMs: 30 * 60_000,
    });
  });
});
