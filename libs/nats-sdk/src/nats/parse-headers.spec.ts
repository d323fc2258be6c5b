import { parseHeaders } from './parse-headers.js';

describe('parseHeaders', () => {
  it('reads a line for each header, values trimmed', () => {
    const { headers, status } = parseHeaders('NATS/1.0\r\nBb-Actor: player:p1\r\nEmpty:\r\nWith-Colon:a:b \r\n\r\n');
    expect({ ...headers }).toEqual({ 'Bb-Actor': 'player:p1', Empty: '', 'With-Colon': 'a:b' });
    expect(status).toBeUndefined();
  });

  it('reads the status, with and without a description', () => {
    expect(parseHeaders('NATS/1.0 503\r\n\r\n').status).toBe(503);
    expect(parseHeaders('NATS/1.0 408 Request Timeout\r\nNats-Pending-Messages: 1\r\n\r\n')).toMatchObject({
      status: 408,
      headers: { 'Nats-Pending-Messages': '1' },
    });
  });

  it('takes the first value of a name, and no line without a colon', () => {
    expect({ ...parseHeaders('NATS/1.0\r\nA: 1\r\nA: 2\r\nnonsense\r\n: none\r\n\r\n').headers }).toEqual({ A: '1' });
  });

  it.each(['', 'NATS/1.0', 'NATS/1.0\r\n', 'NATS/1.0\r\n\r\n', 'nonsense', 'NATS/1.0\r\nA: cut off'])(
    'finds nothing in %j',
    (block) => {
      expect(parseHeaders(block)).toEqual({ headers: Object.create(null), status: undefined });
    },
  );

  it('has no headers of its own', () => {
    const { headers } = parseHeaders('NATS/1.0\r\n__proto__: x\r\n\r\n');
    expect(Object.keys(headers)).toEqual(['__proto__']);
    expect(headers['constructor']).toBeUndefined();
  });
});
