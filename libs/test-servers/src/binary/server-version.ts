import { execFile } from 'node:child_process';

/** Numbers of `major.minor.patch`. */
export type ServerVersion = readonly [major: number, minor: number, patch: number];

/** Asks `<file> --version`; undefined when the file does not run or names no version. Waits at most 10 s. */
export function serverVersion(file: string): Promise<ServerVersion | undefined> {
  return new Promise((resolve) => {
    execFile(file, ['--version'], { timeout: 10_000 }, (error, stdout) => {
      resolve(error ? undefined : parseServerVersion(stdout));
    });
  });
}

/** Finds the first `1.2.3` in what a server prints about itself (`nats-server: v2.15.1`, `Redis server v=7.0.15 sha=…`). */
export function parseServerVersion(text: string): ServerVersion | undefined {
  const match = /(\d+)\.(\d+)\.(\d+)/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** Negative when `a` is older than `b`, 0 when they are the same: for `sort`. */
export function compareServerVersions(a: ServerVersion, b: ServerVersion): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
