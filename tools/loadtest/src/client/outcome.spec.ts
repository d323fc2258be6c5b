import { errorClassOf, problemClass } from './outcome.js';

const coded = (code: string) => Object.assign(new Error('no'), { code });

describe('the class of an error', () => {
  it.each([
    [coded('ECONNRESET'), 'reset'],
    [coded('UND_ERR_SOCKET'), 'reset'],
    [coded('ECONNREFUSED'), 'connection refused'],
    [coded('UND_ERR_BODY_TIMEOUT'), 'timeout'],
    [new DOMException('late', 'TimeoutError'), 'timeout'],
    [coded('ENOTFOUND'), 'ENOTFOUND'],
    [new Error('wrapped', { cause: coded('EPIPE') }), 'reset'],
    [new SyntaxError('not JSON'), 'bad answer'],
    ['thrown text', 'unknown'],
  ])('%s', (error, expected) => {
    expect(errorClassOf(error)).toBe(expected);
  });

  it('is status and reason of a problem, and no longer than a line of a table', () => {
    expect(problemClass(429, 'RATE_LIMITED')).toBe('429 RATE_LIMITED');
    expect(problemClass(502, undefined)).toBe('502');
    expect(problemClass(500, 'X'.repeat(10_000)).length).toBeLessThan(80);
  });
});
