import type { Command } from './command.js';
import { runOps } from './run-ops.js';

const noWorld = {
  root: '/nowhere',
  now: () => 0,
  pause: () => Promise.resolve(),
  confirm: () => Promise.resolve(undefined),
};

describe('runOps', () => {
  const ran: unknown[] = [];
  const cook: Command = {
    name: 'cook soup',
    summary: 'cooks a soup',
    takes: ['POT', '[SPICE...]'],
    options: {
      salt: { kind: 'text', value: 'GRAMS', about: 'how much salt' },
      with: { kind: 'texts', about: 'what else' },
      hot: { kind: 'switch', about: 'hot' },
    },
    peers: ['nats', 'aws'],
    run: (call) => {
      const { options, positionals, environment } = call;
      ran.push({
        positionals,
        salt: options.count('salt', 3, 1),
        with: options.texts('with'),
        hot: options.on('hot'),
        natsUrl: environment['BB_NATS_URL'],
        region: environment['AWS_REGION'],
      });
      call.output.result({ big: 12n }, () => 'soup');
      return Promise.resolve(0);
    },
  };
  const run = async (line: string, environment: Readonly<Record<string, string>> = {}) => {
    ran.length = 0;
    let out = '';
    let error = '';
    const code = await runOps(line === '' ? [] : line.split(' '), {
      commands: [cook],
      environment,
      sink: { out: (text) => (out += text), error: (text) => (error += text) },
      signal: new AbortController().signal,
      world: noWorld,
    });
    return { code, out, error };
  };

  it('gives a command its words, its flags, and the environment with the connection flags over it', async () => {
    const words =
      'cook soup big pepper --salt 5 --with leek --with peas --hot --nats-url nats://there:1 --region eu-west-1';
    expect(await run(words, { BB_NATS_URL: 'nats://here:1' })).toEqual({ code: 0, out: 'soup\n', error: '' });
    expect(ran).toEqual([
      {
        positionals: ['big', 'pepper'],
        salt: 5,
        with: ['leek', 'peas'],
        hot: true,
        natsUrl: 'nats://there:1',
        region: 'eu-west-1',
      },
    ]);
  });

  it('writes JSON when asked to, large numbers as texts', async () => {
    expect(JSON.parse((await run('cook soup big --json')).out)).toEqual({ big: '12' });
  });

  it.each([
    ['nonsense', 'usage: npm run ops'],
    ['cook', 'usage: npm run ops'],
    ['cook soup', 'cook soup needs POT'],
    ['cook soup big --salt much', '--salt must be a whole number from 1'],
    ['cook soup big --pepper', "Unknown option '--pepper'"],
    ['cook soup big --nats-password x', "Unknown option '--nats-password'"],
    ['cook soup big --nats-nkey-seed x', "Unknown option '--nats-nkey-seed'"],
  ])('ends with 2 for %p', async (line, words) => {
    const { code, out, error } = await run(line);
    expect([code, out, error]).toEqual([2, '', expect.stringContaining(words)]);
  });

  it('shows all commands, and what one takes, its connection flags too', async () => {
    expect((await run('')).out).toContain('cook soup POT [SPICE...]  cooks a soup');
    const help = await run('cook soup --help');
    expect(help.code).toBe(0);
    expect(help.out).toContain('--salt GRAMS');
    expect(help.out).toContain('--nats-tls-ca TEXT');
    expect(help.out).toContain('--endpoint TEXT');
    expect(help.out).not.toMatch(/password|seed/i);
  });
});
