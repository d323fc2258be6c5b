import { createLogger } from './create-logger.js';
import type { LogLevel } from './create-logger.js';

function open(level?: LogLevel) {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const logger = createLogger({ service: 'auth', instance: 'i1', destination, ...(level && { level }) });
  return { logger, lines };
}

describe('createLogger', () => {
  it('writes one JSON object a line, with who wrote it and when', () => {
    const { logger, lines } = open();
    logger.warn('slow', { ms: 12 });
    expect(lines).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        service: 'auth',
        instance: 'i1',
        ms: 12,
        msg: 'slow',
      },
    ]);
  });

  it('leaves out what is below its level', () => {
    const { logger, lines } = open('warn');
    logger.debug('a');
    logger.info('b');
    logger.error('c');
    expect(lines.map(({ msg }) => msg)).toEqual(['c']);
  });

  it('gives the fields of a child to all its lines, redacted', () => {
    const { logger, lines } = open();
    logger.child({ method: 'Login', password: 'hunter2' }).info('done', { token: 'abc' });
    expect(lines[0]).toMatchObject({ method: 'Login', password: '[redacted]', token: '[redacted]' });
  });

  it('shows an error with its stack', () => {
    const { logger, lines } = open();
    logger.error('failed', { error: new RangeError('too far') });
    expect(lines[0]).toMatchObject({
      error: { type: 'RangeError', message: 'too far', stack: expect.stringContaining('create-logger.spec') },
    });
  });
});
