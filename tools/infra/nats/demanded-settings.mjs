/** What nats-server leaves out without a word: its own check (`-t`) is content without each of these. */
const DEMANDED = [
  { what: 'clients come over TLS 1.3', line: /^tls\.min_version: "1\.3"$/m },
  { what: 'routes are TLS 1.3', line: /^cluster\.tls\.min_version: "1\.3"$/m },
  { what: 'routes know the CA', line: /^cluster\.tls\.ca_file: "[^"]+"$/m },
  {
    what: 'a route is known by the name in its certificate',
    line: /^cluster\.tls\.verify_cert_and_check_known_urls: true$/m,
  },
  { what: 'it knows the other nodes by TLS', line: /^cluster\."tls:\/\/[^"]+"$/m },
  { what: 'its zone is a tag', line: /^server_tags: \["az:[a-z0-9-]+"\]$/m },
  { what: 'replicas are in different zones', line: /^jetstream\.unique_tag: "az:"$/m },
  { what: 'when a write is on disk', line: /^jetstream\.sync_interval: (always|"\d+[sm]")$/m },
  { what: 'it leaves in lame duck', line: /^lame_duck_duration: "\d+s"$/m },
  { what: 'accounts and their permissions', line: /^include "accounts\.conf"$/m },
];

/** A peer, or a client, by a scheme that is not TLS. */
const IN_THE_OPEN = /"(?:nats|nats-route|ws):\/\//;

/**
 * @param {string} conf a rendered nats.conf
 * @returns {readonly string[]} what it lacks
 */
export function missingSettings(conf) {
  const lines = flatten(conf);
  return [
    ...DEMANDED.filter(({ line }) => !line.test(lines)).map(({ what }) => `${what}: nothing says so`),
    ...(IN_THE_OPEN.test(conf) ? ['a route is not tls://'] : []),
  ];
}

/** Each setting on a line of its own, with the blocks it stands in: `cluster.tls.min_version: "1.3"`. @param {string} conf */
function flatten(conf) {
  /** @type {string[]} */
  const blocks = [];
  return conf
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const opened = /^(\w+) \{$/.exec(line)?.[1];
      if (opened !== undefined) blocks.push(opened);
      else if (line === '}') blocks.pop();
      else return [[...blocks, line].join('.')];
      return [];
    })
    .join('\n');
}
