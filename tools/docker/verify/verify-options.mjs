import { parseArgs } from 'node:util';

export const VERIFY_HELP = `npm run images:verify -- [options]

Builds the image of every app twice, pushes them to a registry on loopback, pulls them by digest into an empty store, runs
them hardened on real NATS and Redis, and watches their health checks. Needs Linux, buildah, podman, runc, docker-registry.

  --install        install what is missing with apt (as root, or with sudo)
  --base <image>   build on this image; default one made of Debian packages and this Node, which no registry is needed for
  --only a,b       only these apps
  --help           this text

Ends with 0 when all passed, 1 when something failed, 77 when it could not run at all.`;

/**
 * @param {readonly string[]} argv
 * @param {readonly string[]} known apps
 * @returns {{ help: boolean, install: boolean, base: string | undefined, apps: readonly string[] }}
 * @throws {Error} when the command line cannot be understood
 */
export function parseVerifyOptions(argv, known) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      install: { type: 'boolean', default: false },
      base: { type: 'string' },
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const apps = values.only?.split(',') ?? known;
  const unknown = apps.filter((app) => !known.includes(app));
  if (unknown.length > 0) throw new Error(`no such app: ${unknown.join(', ')}`);
  return { help: values.help, install: values.install, base: values.base, apps };
}
