import {
  aimsTable,
  aloneTable,
  bodiesTable,
  latencyTable,
  memoryTable,
  saturationTable,
  streamsTable,
} from './tables.js';
import type { Results } from './results.js';

/** Where the charts lie, seen from the page. */
export const CHARTS_FOLDER = 'benchmarks';

/** The page docs/benchmarks.md: what is measured and how, and the tables of one run. */
export function docsPage(results: Results): string {
  const { settings, machine, versions, date } = results;
  const list = (facts: Readonly<Record<string, string>>): string =>
    Object.entries(facts)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  return `# Benchmarks

Written by \`npm run bench -- --peers --write-docs\`; do not edit. The figures are of one run, on ${date}:
${list(machine)}; ${list(versions)}.

All processes, the one that makes the load too, share this machine. So absolute figures say little; what counts is how paths
compare within the run.

## What is measured

Each path carries the same message, an NPC of 1 kB in JSON, from an HTTP client to a process behind a front process and
back: JSON in, one number changed, JSON out.

- **gateway, player token**: gateway, nats-server and a service as they ship. Token, access rules, rate limit (in Redis), field rules,
  deadlines, policies and metrics are on; only the rate that one caller may have is raised. **gateway, public** is the same
  without a token.
- **bare Hono** answers itself: no second process. The most that HTTP and JSON allow here.
- **Hono → undici → Hono** and **Hono → fetch → Hono** call a second HTTP server with JSON.
- **NestJS**, **Moleculer** and **gRPC** are set up as their documentation does it for production, without checking
  anything of the message. The first two go over a nats-server too.
- **raw nats request()** and **SDK unary** are clients without HTTP, each in a process of its own against a responder or service of its
  own. The raw one moves bytes; the SDK's checks, measures and decodes them.

A process of its own makes HTTP load: one prepared request over and over on kept-alive connections, one under way on each,
answers counted and read no further than to their end. Paths are measured in turn, round after round, each warmed up first;
ratios are medians of the ratios of each round. Before that each has to answer rightly. CPU is that of all processes of a path, the broker
included, but not of the one that makes HTTP load; the two clients without HTTP are part of their paths. At a constant rate a request is measured from when it was due, so that a slow answer cannot hide those that wait
behind it.

## Aims

A ratio is within this run. Where the best of the NATS peers is meant, it is the one that is best in that figure.

${aimsTable(results)}

## Under saturation

${settings.inFlight} requests under way; median (least–most) of ${settings.rounds} rounds of ${settings.seconds} s.

![Requests per second](${CHARTS_FOLDER}/throughput.svg)

![CPU per request](${CHARTS_FOLDER}/cpu.svg)

![p99](${CHARTS_FOLDER}/p99.svg)

${saturationTable(results)}

${memoryTable(results)}

## At ${settings.ratePerSecond} requests a second

${latencyTable(results)}

## One call at a time

${aloneTable(results)}

## Streams

One stream of small messages. The gateway's credit window cannot be set from outside, and it refuses a service that sends more than it was
allowed; so what the window costs is measured between the SDK's client and its service.

${streamsTable(results)}

## Sizes

Messages of the game's own content, as JSON and as protobuf. Texts do not shrink; numbers, enums and names of fields do.
Compressed is gzip of either.

${bodiesTable(results)}

## Running it

- \`npm run bench\` measures our own paths.
- \`npm run bench -- --peers\` installs the peers (npm, by their own lock file in \`tools/bench/peers\`) and measures all.
- \`npm run bench -- --short\` takes less than a minute and holds ratios against floors: it fails when a path has become much slower than
  another, and never because of a slow machine.
- \`--rounds\`, \`--seconds\`, \`--in-flight\`, \`--rate\` and \`--out <folder>\` (JSON and charts) do what they say.

Linux only: CPU and memory are read from \`/proc\`.
`;
}
