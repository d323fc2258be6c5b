import { connectAs } from '../lab/clients.mjs';
import { expect } from '../lab/report.mjs';

/** The stream that later scenes write to. */
export const STREAM = 'LAB_0';
export const SUBJECT = 'game.lab.0';

const STREAMS = 6;

/** Three replicas, each in another zone; five cannot be had. @param {import('../lab/open-lab.mjs').Lab} lab */
export async function spreadStreams(lab) {
  const client = await connectAs(lab);
  try {
    const manager = await client.jetstreamManager();
    for (let number = 0; number < STREAMS; number++) {
      const name = `LAB_${number}`;
      await manager.streams.add({ name, subjects: [`game.lab.${number}`], num_replicas: 3 });
      const { cluster } = await manager.streams.info(name);
      const peers = [cluster?.leader, ...(cluster?.replicas ?? []).map((replica) => replica.name)].map(String);
      const zones = new Set(peers.map((peer) => lab.given.rendered.nodes[peer]?.availability_zone));
      expect(`the replicas of stream ${name} are in three zones`, peers.length === 3 && zones.size === 3, () =>
        peers.join(', '),
      );
    }
    const five = await manager.streams
      .add({ name: 'LAB_FIVE', subjects: ['game.lab.five'], num_replicas: 5 })
      .catch(String);
    expect('a stream of five replicas is refused over three zones', typeof five === 'string');
  } finally {
    await client.close();
  }
}
