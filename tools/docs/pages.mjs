import { firstSentence } from './readme-sections.mjs';

const NOTICE = '<!-- Generated from contracts and code by `npm run docs`; not edited by hand. -->';

/**
 * docs/events.md: every event, who publishes it and who hears it.
 * @param {readonly import('./service-facts.mjs').ServiceFacts[]} services
 * @returns {string}
 */
export function eventsPage(services) {
  const rows = services
    .flatMap(({ publishes }) => publishes)
    .sort((a, b) => (a.type < b.type ? -1 : 1))
    .map((event) => {
      const consumers = services.filter(({ consumes }) => consumes.some((each) => each.event.type === event.type));
      const names = [
        ...consumers.map(({ name }) => name),
        ...(event.clientPublishable ? ['(clients may publish it)'] : []),
      ];
      return `| \`${event.type}\` | ${event.stream} | ${event.producer} | ${names.join(', ')} | \`${event.message}\` {${event.fields.join(', ')}} | ${firstSentence(event.comment)} |`;
    });
  return [
    '# Events',
    '',
    NOTICE,
    '',
    'The subject of an event is its type with the player it belongs to, or `_`: `game.quest.accepted.01JA…`. Every event travels in an `EventEnvelope`, is committed together with the change it',
    'tells of, and is delivered at least once; see [wire-protocol.md](wire-protocol.md). A player may follow their own events and those of nobody in particular over `GET /v1/events:subscribe`.',
    '',
    '| type | stream | published by | consumed by | message | tells |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/**
 * docs/services.md: every service, what it offers, whom it calls and what it hears.
 * @param {readonly import('./service-facts.mjs').ServiceFacts[]} services
 * @returns {string}
 */
export function servicesPage(services) {
  const overview = services.map(
    ({ name, about, rpcs, publishes, consumes }) =>
      `| [${name}](#${name}) | ${firstSentence(about)} | ${rpcs.length} | ${publishes.length} | ${new Set(consumes.map(({ event }) => event.type)).size} |`,
  );
  return [
    '# Services',
    '',
    NOTICE,
    '',
    'All are reached over NATS (`svc.<service>.v1.<method>`) and, through the gateway, over HTTP. Whom a service calls is read from the clients it imports; these calls make no circle (checked). Steps of workflows, which orchestration calls by name, are not among them.',
    '',
    '| service | what | rpcs | events out | events in |',
    '| --- | --- | --- | --- | --- |',
    ...overview,
    '',
    '```mermaid',
    'flowchart LR',
    ...services.flatMap(({ name, calls }) =>
      calls.filter((other) => other !== name).map((other) => `  ${name} --> ${other}`),
    ),
    '```',
    '',
    ...services.flatMap((service) => section(service, services)),
  ].join('\n');
}

/**
 * @param {import('./service-facts.mjs').ServiceFacts} service
 * @param {readonly import('./service-facts.mjs').ServiceFacts[]} services
 */
function section({ name, about, typeName, rpcs, calls, publishes, consumes }, services) {
  const list = (/** @type {readonly string[]} */ items) =>
    items.length === 0 ? 'nobody' : [...items].sort().join(', ');
  const callers = services.filter((other) => other.calls.includes(name)).map((other) => other.name);
  const types = (/** @type {readonly string[]} */ items) =>
    items.length === 0 ? 'none' : [...new Set(items)].map((type) => `\`${type}\``).join(', ');
  return [
    `## ${name}`,
    '',
    `${about} \`${typeName}\`, [README](../apps/${name}/README.md).`,
    '',
    `- Calls ${list(calls)}; called by ${list([...callers, 'gateway'])}.`,
    `- Publishes ${types(publishes.map(({ type }) => type))}.`,
    `- Hears ${types(consumes.map(({ event }) => event.type))}.`,
    '',
    '| rpc | over HTTP | who |',
    '| --- | --- | --- |',
    ...rpcs.map(
      ({ name: rpc, verb, path, access, streams }) =>
        `| \`${rpc}\` | \`${verb} ${path}\` | ${access}${streams ? ', stream' : ''} |`,
    ),
    '',
  ];
}
