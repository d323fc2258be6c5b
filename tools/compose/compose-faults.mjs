const DIGEST = /@sha256:[0-9a-f]{64}$/;
/** Their own images are named by a tag that the caller chooses. */
const OWN_IMAGE = /^\$\{BB_IMAGE_PREFIX:-/;
/** No digest of it is published in a place that could be read; its tag is a full version. */
const ONLY_TAGGED = ['natsio/prometheus-nats-exporter:0.20.2'];
/** A value that is a secret, by its name. */
const SECRET_NAME = /(PASSWORD|SECRET|NKEY_SEED|TOKEN|API_KEY)(?!.*_?_FILE$)/;

/**
 * What in a compose file would make it less safe or less sure to run than it is meant to be.
 * @param {import('./read-compose.mjs').ComposeFile} file
 * @param {readonly string[]} apps that must have a service
 * @returns {readonly string[]}
 */
export function composeFaults({ services, secrets, networks, volumes }, apps) {
  const faults = apps.filter((app) => !(app in services)).map((app) => `${app} has no service`);
  for (const [name, service] of Object.entries(services)) {
    const say = (/** @type {string} */ fault) => faults.push(`${name}: ${fault}`);
    if (service.read_only !== true) say('its root file system can be written');
    if (service.privileged) say('it is privileged');
    if (!service.cap_drop?.includes('ALL')) say('it keeps capabilities');
    if (!service.security_opt?.includes('no-new-privileges:true')) say('it may gain privileges');
    if (!service.mem_limit) say('its memory has no limit');
    if (!service.restart) say('it is not started again');
    for (const port of service.ports ?? []) {
      if (!port.startsWith('127.0.0.1:')) say(`${port} is published to the world`);
      if (!service.networks?.includes('edge')) say('it publishes a port, but is on no network that can');
    }
    const image = service.image.replace(/^\$\{[A-Z_]+:-(.*)\}$/, '$1');
    if (!OWN_IMAGE.test(service.image) && !DIGEST.test(image) && !ONLY_TAGGED.includes(image))
      say(`${image} has no digest`);
    for (const [variable] of Object.entries(service.environment ?? {})) {
      if (SECRET_NAME.test(variable)) say(`${variable} is a secret in the environment`);
    }
    for (const secret of service.secrets ?? []) if (!(secret in secrets)) say(`the secret ${secret} is not declared`);
    for (const needed of Object.keys(service.depends_on ?? {}))
      if (!(needed in services)) say(`it waits for ${needed}, which is no service`);
    for (const network of service.networks ?? [])
      if (!(network in networks)) say(`the network ${network} is not declared`);
    for (const volume of service.volumes ?? []) {
      const from = volume.split(':')[0] ?? '';
      if (/^\w[\w-]*$/.test(from) ? !(from in volumes) : !volume.endsWith(':ro'))
        say(`${volume} is not declared, or can be written`);
    }
  }
  for (const app of apps) {
    const { depends_on: needs = {}, secrets: own = [], healthcheck } = services[app] ?? {};
    if (healthcheck) faults.push(`${app}: its image has a health check, which this one hides`);
    if (!own.includes(`nats_${app.replaceAll('-', '_')}`)) faults.push(`${app}: it has no NATS key of its own`);
    for (const [needed, condition] of [
      ['nats', 'service_healthy'],
      ['redis', 'service_healthy'],
      ['streams', 'service_completed_successfully'],
    ]) {
      if (needs[needed ?? '']?.condition !== condition)
        faults.push(`${app}: it does not wait until ${needed} is ${condition}`);
    }
  }
  if (networks['backend']?.internal !== true) faults.push('the network backend reaches the world');
  const used = new Set(Object.values(services).flatMap((service) => service.secrets ?? []));
  for (const secret of Object.keys(secrets)) if (!used.has(secret)) faults.push(`nobody uses the secret ${secret}`);
  return faults;
}
