import { parseArgs } from 'node:util';

export const HELP = `npm run release -- [options]

  --dry-run        print what would be released, change nothing
  --first-release  the versions in the manifests become the first ones; nothing is released yet
  --registry URL   publish there instead of @bodybroker:registry of the npm configuration
  --skip-publish   version, changelogs, commit and tags only
  --publish-only   publish what is tagged and not in the registry yet: the second half of a release, safe to repeat
  --branch NAME    the branch that releases are made from (default: main)
  --help           this text`;

/** What was asked for cannot be done; the message says why, for people. */
export class ReleaseRefused extends Error {
  name = 'ReleaseRefused';
}

/**
 * @typedef {object} ReleaseOptions
 * @property {boolean} dryRun
 * @property {boolean} firstRelease
 * @property {boolean} skipPublish
 * @property {boolean} publishOnly
 * @property {boolean} help
 * @property {string} branch
 * @property {string | undefined} registry
 */

/**
 * @param {readonly string[]} args
 * @returns {ReleaseOptions}
 * @throws {ReleaseRefused} for an unknown option or two that contradict each other
 */
export function parseReleaseOptions(args) {
  const values = parse(args);
  const options = {
    dryRun: values['dry-run'] ?? false,
    firstRelease: values['first-release'] ?? false,
    skipPublish: values['skip-publish'] ?? false,
    publishOnly: values['publish-only'] ?? false,
    help: values.help ?? false,
    branch: values.branch ?? 'main',
    registry: values.registry,
  };
  if (options.publishOnly && (options.skipPublish || options.firstRelease)) {
    throw new ReleaseRefused('--publish-only goes with neither --skip-publish nor --first-release');
  }
  if (options.registry !== undefined && !/^https?:\/\/[^/]/.test(options.registry)) {
    throw new ReleaseRefused(`--registry wants a URL, not ${options.registry}`);
  }
  return options;
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'dry-run': { type: 'boolean' },
        'first-release': { type: 'boolean' },
        'skip-publish': { type: 'boolean' },
        'publish-only': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        branch: { type: 'string' },
        registry: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new ReleaseRefused(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}
