/**
 * What one image is made of.
 * @typedef {object} Recipe
 * @property {string} dockerfile
 * @property {string} contextDir the only files the builder sees
 * @property {Readonly<Record<string, string>>} args build arguments
 * @property {readonly string[]} tags local names, `bodybroker/auth:0.1.0`
 * @property {readonly string[]} platforms `linux/amd64`, …
 * @property {number} epochSeconds of the image and of all files in it
 */

/**
 * Where an image goes: one name for each tag, `registry.example/game/auth:0.1.0`.
 * @typedef {Recipe & { references: readonly string[] }} PushRecipe
 */

/**
 * A program that makes images.
 * @typedef {object} Builder
 * @property {'buildx' | 'podman' | 'buildah'} name
 * @property {() => Promise<Probe>} probe whether it works here: a client may be installed without what it talks to
 * @property {(recipe: Recipe) => Promise<string>} build into the local store; answers the image's id (of the first platform)
 * @property {(recipe: PushRecipe) => Promise<string>} push builds for all platforms and pushes; answers the digest
 * @property {() => Promise<readonly string[]>} imageIds of all images in the local store
 */

/** @typedef {{ works: true, store: string } | { works: false, why: string }} Probe `store` names the place images are kept in */

/** A builder's program failed; the message ends with what it said. */
export class BuilderError extends Error {
  /**
   * @param {string} command
   * @param {import('../../dev/run-command.mjs').CommandResult} result
   */
  constructor(command, { code, stdout, stderr }) {
    const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-12).join('\n');
    super(`${command} ended with code ${code}:\n${said}`);
    this.name = 'BuilderError';
  }
}
