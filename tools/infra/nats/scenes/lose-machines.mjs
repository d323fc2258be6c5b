import { connectAs, keepPublishing } from '../lab/clients.mjs';
import { expect, expectWithin, report } from '../lab/report.mjs';
import { becomesHealthy, launchWell } from './form-cluster.mjs';
import { STREAM, SUBJECT } from './spread-streams.mjs';

/**
 * Power cuts: of one machine, of a whole zone, of the majority; then new instances with the old volumes.
 * @param {import('../lab/open-lab.mjs').Lab} lab
 */
export async function loseMachines(lab) {
  const { nodes } = lab.given.rendered;
  // Watches from the zone that has only one node, and stays.
  const client = await connectAs(lab, { nodes: ['nats-2'] });
  const writer = keepPublishing(client, SUBJECT, 'cuts');
  const goesOn = (/** @type {string} */ what) => {
    const before = writer.state.acknowledged;
    return expectWithin(what, 20, () => writer.state.acknowledged > before + 20);
  };
  try {
    await goesOn('messages are acknowledged');
    const manager = await client.jetstreamManager({ timeout: 3_000 });
    const [leader, other] = await leadFromZoneOf('nats-0', lab, manager, client);
    await lab.kill(leader);
    await goesOn(`writes go on after the loss of ${leader}, the stream's leader`);
    await lab.kill(other);
    expect(
      'a whole zone is gone',
      ![...lab.nodes.keys()].some((node) => nodes[node]?.availability_zone === nodes['nats-0']?.availability_zone),
    );
    await goesOn('writes go on after the loss of a zone');
    // Where a node lives: the leader may not yet know of the dead, and would choose one of them.
    const placement = { tags: [`az:${nodes['nats-2']?.availability_zone}`] };
    const create = (/** @type {string} */ name) =>
      manager.streams.add({ name, subjects: [`game.lab.${name}`], num_replicas: 1, placement });
    await expectWithin('three of five can still create a stream', 20, async () => Boolean(await create('LAB_QUORUM')));
    await lab.kill('nats-1');
    const refused = await create('LAB_MINORITY').catch(String);
    expect('two of five create nothing', typeof refused === 'string');
    report({ log: `longest pause of the writer ${(writer.state.longestGapMs / 1000).toFixed(1)} s` });

    const back = ['nats-0', 'nats-1', 'nats-3'];
    const identities = await Promise.all(back.map((node) => launchWell(lab, node)));
    for (const { instance, log } of identities) {
      expect(
        `the new ${instance.node} uses the old volume as it is`,
        !log().includes('making a file system') && log().includes('is mounted'),
        log,
      );
    }
    await Promise.all([...lab.nodes].map(([node, launched]) => becomesHealthy(node, launched)));
    await goesOn('writes go on with five nodes');
    await writer.stop();
    const { state } = await manager.streams.info(STREAM);
    expect(
      'no acknowledged message is lost',
      state.messages === writer.state.acknowledged,
      () => `${state.messages} stored, ${writer.state.acknowledged} acknowledged`,
    );
  } finally {
    await writer.stop();
    await client.close();
  }
}

/**
 * Moves the stream's leader into a zone of two nodes.
 * @param {string} node one of the two
 * @param {import('../lab/open-lab.mjs').Lab} lab
 * @param {import('nats').JetStreamManager} manager
 * @param {import('nats').NatsConnection} client
 * @returns {Promise<readonly [string, string]>} the leader, and the other node of its zone
 */
async function leadFromZoneOf(node, { given }, manager, client) {
  const { nodes } = given.rendered;
  const pair = Object.keys(nodes).filter((each) => nodes[each]?.availability_zone === nodes[node]?.availability_zone);
  const { cluster } = await manager.streams.info(STREAM);
  const peers = [cluster?.leader, ...(cluster?.replicas ?? []).map(({ name }) => name)];
  const replica = String(pair.find((each) => peers.includes(each)));
  await client.request(
    `$JS.API.STREAM.LEADER.STEPDOWN.${STREAM}`,
    JSON.stringify({ placement: { preferred: replica } }),
  );
  await expectWithin(
    `${replica} leads the stream`,
    10,
    async () => (await manager.streams.info(STREAM)).cluster?.leader === replica,
  );
  return [replica, String(pair.find((each) => each !== replica))];
}
