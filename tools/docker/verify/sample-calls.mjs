/**
 * One method of each service that changes nothing and needs nothing to be there, with a request in JSON.
 * @type {Readonly<Record<string, { method: string, request: object }>>}
 */
export const SAMPLE_CALLS = {
  'ai-integration': { method: 'list_providers', request: {} },
  'ai-router': { method: 'list_targets', request: {} },
  auth: { method: 'get_jwks', request: {} },
  'body-broker-integration': { method: 'list_part_types', request: {} },
  'capability-registry': { method: 'list_capability_definitions', request: {} },
  'environmental-narrative': { method: 'list_scenes', request: {} },
  'event-bus': { method: 'list_streams', request: {} },
  'knowledge-base': { method: 'list_collections', request: {} },
  'language-system': { method: 'list_languages', request: {} },
  'model-management': { method: 'list_models', request: {} },
  'npc-behavior': { method: 'list_npcs', request: {} },
  orchestration: { method: 'list_workflow_definitions', request: {} },
  payment: { method: 'list_products', request: {} },
  'performance-mode': { method: 'list_profiles', request: {} },
  'quest-system': { method: 'list_quest_definitions', request: {} },
  router: { method: 'list_routes', request: {} },
  settings: { method: 'list_setting_definitions', request: {} },
  'state-manager': { method: 'list_states', request: { namespace: 'shared' } },
  'story-teller': { method: 'list_arcs', request: {} },
  'time-manager': { method: 'get_calendar', request: {} },
  'weather-manager': { method: 'list_weather', request: { worldId: 'main' } },
  'world-state': { method: 'list_locations', request: { worldId: 'main' } },
};

/** Somebody who may ask all of them. */
const ACTOR = 'admin:images-verify';
const ANSWER_TIMEOUT_MS = 5_000;

/**
 * Calls a service over NATS in JSON, as docs/wire-protocol.md has it.
 * @param {string} service
 * @param {{ nats: import('nats').NatsConnection, headers: typeof import('nats').headers }} client
 * @returns {Promise<string>} the method
 * @throws {Error} when it answers with an error
 */
export async function callService(service, { nats, headers }) {
  const call = SAMPLE_CALLS[service];
  if (!call) throw new Error(`no call of ${service} is known: add one to tools/docker/verify/sample-calls.mjs`);
  const { method, request } = call;
  const sent = headers();
  sent.set('Content-Type', 'application/json');
  sent.set('Bb-Actor', ACTOR);
  sent.set('Bb-Timeout-Ms', String(ANSWER_TIMEOUT_MS));
  const subject = `svc.${service}.v1.${method}`;
  const options = { headers: sent, timeout: ANSWER_TIMEOUT_MS };
  const reply = await nats.request(subject, JSON.stringify(request), options);
  const failure = reply.headers?.get('Nats-Service-Error');
  if (failure) throw new Error(`${subject}: ${failure}: ${reply.string().slice(0, 500)}`);
  JSON.parse(reply.string());
  return method;
}

/**
 * Calls the gateway over HTTP: its page, with the files that lie beside its bundle, and one method of a service behind it.
 * @param {string} url
 * @param {{ withAuth: boolean }} options whether auth runs too
 * @returns {Promise<string>}
 */
export async function callGateway(url, { withAuth }) {
  for (const path of ['/docs', '/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/openapi.json']) {
    const response = await fetch(url + path, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
  }
  if (!withAuth) return '/docs';
  // Hashing the password takes the addon that lies beside auth's bundle.
  const response = await fetch(`${url}/v1/auth:register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'images-verify', password: 'bring-me-an-eye' }),
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST /v1/auth:register: ${response.status} ${text.slice(0, 500)}`);
  return '/docs, /v1/auth:register';
}
