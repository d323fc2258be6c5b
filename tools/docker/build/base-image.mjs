import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PINNED = /@sha256:[0-9a-f]{64}$/;

/** An image must not be built on, or pushed with, a base that may be another one tomorrow. */
export class UnpinnedBaseError extends Error {
  /** @param {string} base */
  constructor(base) {
    super(
      `the base image ${base} is not pinned: what is pushed is built on <name>@sha256:<digest>, ` +
        'so that the same commit is the same image. Set BASE_IMAGE to one, or unset it.',
    );
    this.name = 'UnpinnedBaseError';
  }
}

/**
 * The base to build on: `BASE_IMAGE` of the environment, else what the Dockerfile names.
 * @param {string} dockerfile its path
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string}
 */
export function baseImage(dockerfile, env) {
  const named = /^ARG BASE_IMAGE=(\S+)$/m.exec(readFileSync(dockerfile, 'utf8'))?.[1];
  if (!named) throw new Error(`${dockerfile} names no BASE_IMAGE`);
  return env['BASE_IMAGE'] || named;
}

/** @param {string} base @throws {UnpinnedBaseError} */
export function requirePinned(base) {
  if (!PINNED.test(base)) throw new UnpinnedBaseError(base);
}

/** The one Dockerfile. */
export const DOCKERFILE = join(import.meta.dirname, '..', 'image', 'Dockerfile');
