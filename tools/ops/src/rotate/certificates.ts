import { readFileSync } from 'node:fs';
import { createChanges } from '../aws/changes.js';
import { openAws } from '../aws/open-aws.js';
import { STACK_OPTIONS, stackNames } from '../aws/stack-options.js';
import type { Command, Invocation } from '../cli/command.js';
import { CHANGE_OPTIONS, confirmed } from '../cli/confirmed.js';
import { EXIT } from '../cli/exit-codes.js';
import { renderTable } from '../cli/table.js';
import { UsageError } from '../cli/usage-error.js';
import { findNodeGroups } from '../nodes/node-groups.js';
import { runOnNode } from '../nodes/run-on-node.js';
import { readCertificate, type CertificatePlace } from './read-certificate.js';

const RENEW = '/usr/local/lib/nats-node/renew-certificate.sh now';
/** The CA's answer, the check and the reload; the scripts have bounds of their own. */
const RENEW_SECONDS = 300;
const CLIENT_PORT = 4222;

interface Renewed {
  readonly node: string;
  readonly before: string;
  readonly now: string;
}

export const rotateCertificates: Command = {
  name: 'rotate certificates',
  summary: 'renews the certificate of each NATS node, one after the other, and looks at what it shows then',
  options: {
    ...STACK_OPTIONS,
    node: { kind: 'texts', value: 'NODE', about: 'only this one' },
    'node-address': {
      kind: 'texts',
      value: 'NODE=HOST:PORT',
      about: 'where a node is reached, such as the end of a tunnel (NODE.STACK.internal:4222)',
    },
    'ca-file': { kind: 'text', value: 'FILE', about: 'CA certificate of the nodes (BB_NATS_TLS_CA)' },
    ...CHANGE_OPTIONS,
  },
  peers: ['aws'],
  run: async (call) => {
    const { options, output } = call;
    const names = stackNames(options);
    const aws = openAws(call.environment);
    const changes = createChanges(options.on('dry-run'), output);
    const wanted = options.texts('node');
    const groups = (await findNodeGroups(aws.autoScaling, names)).filter(
      ({ node }) => wanted.length === 0 || wanted.includes(node),
    );
    if (groups.length === 0) throw new UsageError(`there is no node ${wanted.join(', ')}`);
    const question = `renew the certificates of ${groups.map(({ node }) => node).join(', ')}?`;
    if (!changes.dryRun && !(await confirmed(call, question))) return EXIT.refused;

    const renewed: Renewed[] = [];
    for (const { node, instanceId, states } of groups) {
      if (instanceId === undefined) throw new Error(`${node} has no instance in service (${states.join(', ')})`);
      const place = placeOf(call, node, `${node}.${names.zone}`);
      const before = changes.dryRun ? undefined : await readCertificate(place);
      const command = { node, instanceId, lines: [RENEW], comment: 'renew certificate', timeoutSeconds: RENEW_SECONDS };
      await runOnNode(aws.ssm, changes, command, call);
      if (before === undefined) continue;
      const now = await readCertificate(place);
      if (now.serial === before.serial) throw new Error(`${node} shows the same certificate as before (${now.serial})`);
      if (now.notAfter <= before.notAfter) throw new Error(`the new certificate of ${node} does not last longer`);
      output.progress(`${node}: good until ${now.notAfter.toISOString()}`);
      renewed.push({ node, before: before.notAfter.toISOString(), now: now.notAfter.toISOString() });
    }
    output.result(changes.dryRun ? changes.calls : renewed, () =>
      changes.dryRun ? 'dry run: nothing was changed' : renderRenewed(renewed),
    );
    return EXIT.ok;
  },
};

function placeOf({ options, environment }: Invocation, node: string, name: string): CertificatePlace {
  const caFile = options.text('ca-file') ?? environment['BB_NATS_TLS_CA'];
  const ca = caFile ? readFileSync(caFile, 'utf8') : undefined;
  const said = options.texts('node-address').find((each) => each.startsWith(`${node}=`));
  if (said === undefined) return { host: name, port: CLIENT_PORT, name, ca };
  const match = /^[^=]+=(.+):(\d+)$/.exec(said);
  if (match === null) throw new UsageError(`--node-address ${said}: NODE=HOST:PORT`);
  return { host: match[1] ?? '', port: Number(match[2]), name, ca };
}

function renderRenewed(renewed: readonly Renewed[]): string {
  return renderTable(renewed, [
    { title: 'NODE', cell: ({ node }) => node },
    { title: 'WAS GOOD UNTIL', cell: ({ before }) => before },
    { title: 'IS GOOD UNTIL', cell: ({ now }) => now },
  ]);
}
