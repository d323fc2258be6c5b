import { expect, report } from '../lab/report.mjs';

/** @param {import('../lab/open-lab.mjs').Lab} lab */
export async function formCluster(lab) {
  const nodes = Object.keys(lab.given.rendered.nodes);
  const startedAt = performance.now();
  await Promise.all(nodes.map((node) => launchWell(lab, node)));
  await Promise.all([...lab.nodes].map(([node, launched]) => becomesHealthy(node, launched)));
  report({
    log: `five nodes from user data to full health in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  });
  const wanted =
    'started with -addr 0.0.0.0 -port 7777 -varz -healthz -jsz=all -use_internal_server_name http://127.0.0.1:8222';
  for (const [node, { machine, log }] of lab.nodes) {
    expect(
      `${node} has its exporter`,
      log('nats-exporter.service').includes(wanted),
      () => log() + log('nats-exporter.service'),
    );
    const { stdout } = await machine.run('curl', ['--silent', 'http://127.0.0.1:8222/jsz']);
    const { meta_cluster: meta } = JSON.parse(stdout);
    expect(`${node} sees five nodes and a leader`, meta.cluster_size === 5 && Boolean(meta.leader), () => stdout);
  }
}

/**
 * Launches a node that must come up, and say so to its group.
 * @param {import('../lab/open-lab.mjs').Lab} lab
 * @param {string} node
 */
export async function launchWell(lab, node) {
  const launched = await lab.launch(node);
  const code = await launched.booted();
  const { instance } = launched;
  const answers = instance.calls.filter(([, operation]) => operation === 'complete-lifecycle-action');
  expect(
    `${node} boots and its launch is confirmed once`,
    code === 0 && instance.state === 'InService' && answers.length === 1,
    () =>
      [
        `code ${code}, ${instance.state}, ${answers.length} answers`,
        launched.log(),
        launched.log('nats-server.service').slice(-1500),
      ].join('\n'),
  );
  return launched;
}

/** @param {string} node @param {import('../lab/open-lab.mjs').Launched} launched */
export async function becomesHealthy(node, { script, log }) {
  const { code, stderr } = await script('wait-healthy.sh', 'full', '40');
  expect(`${node} is fully healthy`, code === 0, () => stderr + log('nats-server.service').slice(-1500));
}
