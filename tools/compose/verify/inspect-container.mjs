/**
 * What a container really has, against what the compose file says.
 * @param {string} service
 * @param {ReturnType<typeof import('./project.mjs').composeProject>} project
 * @param {readonly string[]} secrets that no environment may hold
 * @returns {Promise<readonly string[]>} what is wrong
 */
export async function containerFaults(service, project, secrets) {
  const { code, stdout, stderr } = await project.podman(['inspect', '--type', 'container', project.container(service)]);
  if (code !== 0) return [`${service}: ${stderr.trim()}`];
  const [{ HostConfig: host, Config: config, EffectiveCaps: capabilities, NetworkSettings: network }] =
    JSON.parse(stdout);
  const faults = [];
  if (host.ReadonlyRootfs !== true) faults.push('its root file system can be written');
  if ((capabilities ?? []).length > 0) faults.push(`it has ${capabilities.join(', ')}`);
  if (!host.SecurityOpt.includes('no-new-privileges')) faults.push('it may gain privileges');
  if (!(host.Memory > 0)) faults.push('its memory has no limit');
  if (!['unless-stopped', 'on-failure'].includes(host.RestartPolicy.Name)) faults.push('it is not started again');
  for (const [port, bindings] of Object.entries(network.Ports ?? {})) {
    for (const { HostIp: address } of bindings ?? [])
      if (address !== '127.0.0.1') faults.push(`${port} is published on ${address || 'all addresses'}`);
  }
  if (secrets.some((secret) => config.Env.join('\n').includes(secret))) faults.push('its environment holds a secret');
  return faults.map((fault) => `${service}: ${fault}`);
}
