const EXACT_MINOR = /^~> \d+\.\d+\.\d+$/;

/** @type {import('../rule.mjs').Rule} */
export const pinnedVersions = {
  name: 'pinned-versions',
  about: 'Terraform and providers have versions, modules are of this repository',
  find: ({ folders, blocks }) => [
    ...folders.flatMap((folder) => {
      const settings = blocks
        .filter((block) => block.folder === folder && block.kind === 'terraform')
        .map(({ body }) => body);
      const providers = settings
        .flatMap((body) => body.required_providers ?? [])
        .flatMap((each) => Object.entries(each));
      const usesAws = blocks.some((block) => block.folder === folder && block.type.startsWith('aws_'));
      return [
        ...(settings.some((body) => body.required_version === '>= 1.11')
          ? []
          : [`${folder}: required_version must be >= 1.11`]),
        ...(usesAws && !providers.some(([name]) => name === 'aws')
          ? [`${folder}: required_providers names no aws`]
          : []),
        ...providers
          .filter(([, { version }]) => !EXACT_MINOR.test(String(version)))
          .map(([name]) => `${folder}: the version of ${name} must be pinned as ~> 1.2.3`),
      ];
    }),
    ...blocks
      .filter(({ kind, body }) => kind === 'module' && !String(body.source).startsWith('../'))
      .map(({ address, body }) => `${address}: ${body.source} is not of this repository`),
    ...oneVersion(blocks),
  ],
};

/** Every folder asks for the same line of a provider. @param {readonly import('../read-configuration.mjs').Block[]} blocks */
function oneVersion(blocks) {
  const versions = new Set(
    blocks
      .filter(({ kind }) => kind === 'terraform')
      .flatMap(({ body }) => body.required_providers ?? [])
      .map((each) => each.aws?.version)
      .filter((version) => version !== undefined),
  );
  return versions.size > 1 ? [`provider aws has several versions: ${[...versions].join(', ')}`] : [];
}
