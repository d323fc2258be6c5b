import { connectAs } from '../lab/clients.mjs';
import { expect, expectWithin, report } from '../lab/report.mjs';
import { becomesHealthy, launchWell } from './form-cluster.mjs';

const NODE = 'nats-4';
const CLIENTS = 5;

/** The group ends an instance: its clients move, its volume is let go, its successor takes over. @param {import('../lab/open-lab.mjs').Lab} lab */
export async function leaveInOrder(lab) {
  const launched = /** @type {import('../lab/open-lab.mjs').Launched} */ (lab.nodes.get(NODE));
  const { instance, machine } = launched;
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => connectAs(lab, { nodes: [NODE] })));
  try {
    /** @type {Set<string>} */
    const warned = new Set();
    clients.forEach(async (client, number) => {
      for await (const { type } of client.status()) if (type === 'ldm') warned.add(String(number));
    });
    expect(
      `${CLIENTS} clients are at ${NODE}`,
      clients.every((client) => client.info?.server_name === NODE),
    );
    const startedAt = performance.now();
    instance.state = 'Terminating:Wait';
    instance.target = 'Terminated';
    await expectWithin(
      `${NODE} answers its group when it has left`,
      60,
      () => instance.state === 'Terminating',
      () => launched.log('nats-termination.service'),
    );
    report({ log: `${NODE} left in ${((performance.now() - startedAt) / 1000).toFixed(1)} s` });
    expect('every client was told before', warned.size === CLIENTS, () => `${warned.size} of ${CLIENTS}`);
    await expectWithin('every client is at another node', 5, () =>
      clients.every((client) => !client.isClosed() && client.info?.server_name !== NODE),
    );
    await Promise.all(clients.map((client) => client.flush()));
    const mounted = await machine.run('mountpoint', ['--quiet', '/var/lib/nats']);
    expect('the volume is no longer in use', mounted.code !== 0);
    const log = launched.log('nats-server.service');
    expect('the server went through lame duck', /lame duck/i.test(log), () => log.slice(-800));
  } finally {
    await Promise.all(clients.map((client) => client.close()));
  }
  await lab.kill(NODE);
  await becomesHealthy(NODE, await launchWell(lab, NODE));
}
