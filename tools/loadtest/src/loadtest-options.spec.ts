import { checkHost } from './check-host.js';
import { parseLoadtestOptions, type LoadtestOptions } from './loadtest-options.js';

const HERE = ['--url', 'http://127.0.0.1:8000'];
const parse = (...argv: string[]) => parseLoadtestOptions([...HERE, ...argv]) as LoadtestOptions;

describe('the command line', () => {
  it('has a player for every two requests a second, ten at least', () => {
    expect(parse().players).toBe(25);
    expect(parse('--rate', '1000').players).toBe(500);
    expect(parse('--rate', '1000', '--players', '3').players).toBe(3);
  });

  it('takes weights of scenarios with spaces in their names', () => {
    expect([...parse('--weights', 'log in=2, time=0').weights]).toEqual([
      ['log in', 2],
      ['time', 0],
    ]);
  });

  it('takes thresholds, and looks at none that is not given', () => {
    expect(parse('--max-p99-ms', '5', '--max-error-rate', '0.001').thresholds).toEqual({
      maxP50Ms: undefined,
      maxP99Ms: 5,
      maxErrorRate: 0.001,
      maxFirstEventP99Ms: undefined,
      maxStreamDrops: undefined,
    });
  });

  it.each([
    [['--rate', '0']],
    [['--rate', 'fast']],
    [['--rate', 'Infinity']],
    [['--minutes', '-1']],
    [['--players', '1.5']],
    [['--arrivals', 'sometimes']],
    [['--weights', 'time']],
    [['--max-p99-ms', '']],
    [['--unknown']],
  ])('refuses %j', (argv) => {
    expect(() => parse(...argv)).toThrow();
  });
});

describe('whom it may load', () => {
  it.each(['http://127.0.0.1:8000', 'http://127.9.9.9', 'http://localhost:80', 'http://[::1]:8000'])('%s', (url) => {
    expect(checkHost(url, undefined).isLoopback).toBe(true);
  });

  it.each([
    'https://game.example.com',
    'http://10.0.0.1:8000',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
  ])('not %s unless it is named again', (url) => {
    expect(() => checkHost(url, undefined)).toThrow('--yes-load-this-host');
    expect(() => checkHost(url, 'other.example.com')).toThrow('not other.example.com');
    expect(checkHost(url, new URL(url).hostname)).toEqual({ origin: new URL(url).origin, isLoopback: false });
  });

  it.each(['ftp://127.0.0.1', 'http://me:secret@127.0.0.1', 'http://127.0.0.1/v1', 'here'])('never %s', (url) => {
    expect(() => checkHost(url, undefined)).toThrow(/--url/);
  });

  it('does not repeat a password in its refusal', () => {
    expect(() => checkHost('http://me:secret@127.0.0.1', undefined)).not.toThrow('secret');
  });
});
