import { openSync, readSync, writeSync, closeSync } from 'node:fs';
import { expect } from '../lab/report.mjs';

/**
 * Launches that must fail: each ends in bounded time, with a non-zero code and the launch abandoned. They are strangers to the
 * cluster: volumes of their own, and none gets far enough to take a node's name.
 * @param {import('../lab/open-lab.mjs').Lab} lab
 */
export async function failLaunches(lab) {
  await Promise.all([
    mustFail(lab, 'a CA that never issues', 'the CA did not answer', { ca: 'silent' }),
    mustFail(lab, 'a CA that never even answers', 'abandoned', { ca: 'hanging' }),
    mustFail(lab, 'a release with another SHA-256', 'another SHA-256', { release: 'altered' }, async ({ machine }) => {
      const { code } = await machine.run('test', ['-e', '/usr/local/bin/nats-server']);
      expect('a release with another SHA-256 is not installed', code !== 0);
    }),
    mustFailOnForeignVolume(lab),
  ]);
}

/**
 * @param {import('../lab/open-lab.mjs').Lab} lab
 * @param {string} what
 * @param {string} says
 * @param {import('../cloud/instance.mjs').Faults} faults
 * @param {(launched: import('../lab/open-lab.mjs').Launched) => Promise<void>} [after]
 * @param {import('../cloud/instance.mjs').Volume} [given]
 */
async function mustFail(lab, what, says, faults, after, given) {
  const volume = given ?? (await lab.addVolume(`stranger-${what.replaceAll(' ', '-')}`));
  const startedAt = performance.now();
  const launched = await lab.launch('nats-2', { faults, volume });
  const code = await launched.booted();
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const { instance } = launched;
  const answer = instance.calls.find(([, operation]) => operation === 'complete-lifecycle-action') ?? [];
  const abandoned = answer.includes('ABANDON') && instance.state === 'Terminating';
  expect(
    `${what}: the launch fails within 75 s and is abandoned`,
    code !== 0 && seconds <= 75 && abandoned && launched.log().includes(says),
    () => `code ${code} after ${seconds} s, ${instance.state}\n${launched.log()}`,
  );
  expect(`${what}: no name is taken`, !instance.calls.some(([service]) => service === 'route53'));
  await after?.(launched);
  await launched.machine.kill();
}

/** Something is written on the volume that no tool knows: it is left alone. @param {import('../lab/open-lab.mjs').Lab} lab */
async function mustFailOnForeignVolume(lab) {
  const volume = await lab.addVolume('stranger-foreign');
  const text = Buffer.from('somebody needs this'.padEnd(512));
  const device = openSync(volume.device, 'r+');
  writeSync(device, text, 0, text.length, 65_536);
  closeSync(device);
  await mustFail(lab, 'a volume with unknown content', 'left as it is', {}, undefined, volume);
  const found = Buffer.alloc(text.length);
  const again = openSync(volume.device, 'r');
  readSync(again, found, 0, found.length, 65_536);
  closeSync(again);
  expect('a volume with unknown content is not touched', found.equals(text));
}
