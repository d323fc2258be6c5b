import { ratioOf, spreadOfFigure, type Figure } from '../measure/measurement.js';
import { PATH, type PathName } from '../stand/subject.js';
import type { Results } from './results.js';

/** What is wanted, and what a run has seen. */
export interface Aim {
  readonly name: string;
  readonly wanted: { readonly atLeast: number } | { readonly atMost: number };
  readonly unit?: 'ms' | 'MB';
  /** Undefined when this run did not measure it. */
  readonly seen: number | undefined;
}

const BYTES_PER_MB = 1e6;

/** The aims of this project beside what a run has seen. All but latencies and memory are ratios within the run. */
export function aimsOf(results: Results): readonly Aim[] {
  const { measurements, streams } = results;
  const ratio = (figure: Figure, over: PathName, under: PathName): number | undefined =>
    ratioOf(measurements, figure, [over, under]);
  const gatewayOver = (under: PathName, atLeast: number): Aim => ({
    name: `gateway ÷ ${under}, req/s`,
    wanted: { atLeast },
    seen: ratio('perSecond', PATH.gateway, under),
  });
  const median = (figure: Figure): number | undefined => {
    const gateway = measurements.find(({ name }) => name === PATH.gateway);
    return gateway && spreadOfFigure(gateway, figure)?.median;
  };
  const large = results.bodies.filter(({ isLargeOrFrequent, isTextByNature }) => isLargeOrFrequent && !isTextByNature);
  return [
    gatewayOver(PATH.hono, 0.6),
    gatewayOver(PATH.nestjs, 1.8),
    gatewayOver(PATH.moleculer, 1.8),
    gatewayOver(PATH.undici, 1.25),
    gatewayOver(PATH.fetch, 3),
    gatewayOver(PATH.grpc, 4),
    {
      name: 'CPU per request ÷ best NATS peer',
      wanted: { atMost: 0.5 },
      seen: againstBestPeer((peer) => ratio('cpuMicros', PATH.gateway, peer)),
    },
    {
      name: 'p99 under saturation ÷ best NATS peer',
      wanted: { atMost: 0.6 },
      seen: againstBestPeer((peer) => ratio('busyP99Ms', PATH.gateway, peer)),
    },
    { name: 'p50 at a constant rate', wanted: { atMost: 1 }, unit: 'ms', seen: median('p50Ms') },
    { name: 'p99 at a constant rate', wanted: { atMost: 5 }, unit: 'ms', seen: median('p99Ms') },
    {
      name: `p50 at a constant rate ÷ ${PATH.undici}`,
      wanted: { atMost: 1.1 },
      seen: ratio('p50Ms', PATH.gateway, PATH.undici),
    },
    {
      name: `${PATH.sdk} ÷ ${PATH.raw}, all in flight`,
      wanted: { atLeast: 1.4 },
      seen: ratio('perSecond', PATH.sdk, PATH.raw),
    },
    {
      name: `${PATH.sdk} ÷ ${PATH.raw}, one at a time`,
      wanted: { atLeast: 1 },
      seen: ratio('alonePerSecond', PATH.sdk, PATH.raw),
    },
    { name: 'credit window ÷ none, one stream of the SDK', wanted: { atLeast: 0.6 }, seen: streams?.windowRatio },
    {
      name: 'memory that a stalled event stream costs gateway and service',
      wanted: { atMost: 16 },
      unit: 'MB',
      seen: streams && streams.stalled.growthBytes / BYTES_PER_MB,
    },
    {
      name: 'tracing on and idle ÷ off, req/s',
      wanted: { atLeast: 0.98 },
      seen: ratio('perSecond', PATH.tracingIdle, PATH.gateway),
    },
    {
      name: '1 % of traces sampled ÷ off, req/s',
      wanted: { atLeast: 0.9 },
      seen: ratio('perSecond', PATH.tracing, PATH.gateway),
    },
    {
      name: 'protobuf ÷ JSON, the worst of the large and frequent messages that are no texts',
      wanted: { atMost: 0.33 },
      seen: large.length === 0 ? undefined : Math.max(...large.map((b) => b.protobufBytes / b.jsonBytes)),
    },
  ];
}

export function isMet({ wanted, seen }: Aim): boolean | undefined {
  if (seen === undefined || Number.isNaN(seen)) return undefined;
  return 'atLeast' in wanted ? seen >= wanted.atLeast : seen <= wanted.atMost;
}

/** The best peer is the one that the gateway looks worst against. */
function againstBestPeer(ratioTo: (peer: PathName) => number | undefined): number | undefined {
  const seen = [PATH.nestjs, PATH.moleculer].map(ratioTo).filter((value) => value !== undefined);
  return seen.length === 0 ? undefined : Math.max(...seen);
}
