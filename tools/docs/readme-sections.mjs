const COMMON = 'Beside these, the variables every service has (docs/configuration.md).';

/**
 * The parts of a service's README that contracts and code know.
 * @param {import('./service-facts.mjs').ServiceFacts} service
 * @returns {Readonly<Record<string, string>>} Markdown by heading
 */
export function readmeSections(service) {
  return { RPCs: rpcs(service), 'Events in/out': events(service), Config: config(service) };
}

/**
 * Puts generated Markdown under its headings, between markers; what people wrote around them stays.
 * @param {string} text
 * @param {Readonly<Record<string, string>>} sections
 * @returns {string}
 */
export function withSections(text, sections) {
  return Object.entries(sections).reduce((readme, [heading, markdown]) => {
    const id = heading.split(/\W/)[0].toLowerCase();
    const block = `<!-- generated ${id}: npm run docs -->\n\n${markdown}\n\n<!-- end ${id} -->`;
    const marked = new RegExp(`<!-- generated ${id}: [\\s\\S]*?<!-- end ${id} -->`);
    if (marked.test(readme)) return readme.replace(marked, () => block);
    return readme.replace(`## ${heading}\n`, () => `## ${heading}\n\n${block}\n`);
  }, text);
}

/** @param {import('./service-facts.mjs').ServiceFacts} service */
function rpcs({ typeName, rpcs }) {
  const rows = rpcs.map(({ name, verb, path, access, streams, idempotencyKey, comment }) => {
    const notes = [
      access,
      ...(streams ? ['stream'] : []),
      ...(idempotencyKey === 'required' ? ['once a key'] : []),
    ].join(', ');
    return `| \`${name}\` | \`${verb} ${path}\` | ${notes} | ${firstSentence(comment)} |`;
  });
  return [`\`${typeName}\``, '', '| rpc | over HTTP | who | what |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** @param {import('./service-facts.mjs').ServiceFacts} service */
function events({ publishes, consumes }) {
  const incoming = consumes.map(
    ({ event, durable }) => `| in | \`${event.type}\` | ${event.producer}, durable \`${durable}\` |`,
  );
  const outgoing = publishes.map(({ type, comment }) => `| out | \`${type}\` | ${firstSentence(comment)} |`);
  if (incoming.length + outgoing.length === 0) return 'None.';
  return ['| | event | |', '| --- | --- | --- |', ...incoming, ...outgoing].join('\n');
}

/** @param {import('./service-facts.mjs').ServiceFacts} service */
function config({ config }) {
  if (config.length === 0) return `None of its own. ${COMMON}`;
  const rows = config.map(
    ({ name, fallback, about }) => `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${about} |`,
  );
  return ['| variable | default | meaning |', '| --- | --- | --- |', ...rows, '', COMMON].join('\n');
}

/** @param {string} comment */
export function firstSentence(comment) {
  const end = comment.search(/[.;] |\.$/);
  return (end < 0 ? comment : comment.slice(0, end)).replaceAll('|', '\\|');
}
