import type { Bus } from '@bodybroker/nats-sdk';
import { gatherAnswers } from '../connections/gather-answers.js';
import { toNatsNode, type ClusterView, type HealthzAnswer, type JszAnswer, type VarzAnswer } from './nats-node.js';

interface SystemAnswer<Data> {
  readonly server: { readonly name: string };
  readonly data?: Data;
}

/** The cluster as its servers tell the system account: needs no way to their monitoring ports. */
export function systemView(bus: Bus): ClusterView {
  const ask = async <Data>(what: 'VARZ' | 'JSZ' | 'HEALTHZ', signal: AbortSignal): Promise<Map<string, Data>> => {
    const answers = await gatherAnswers<SystemAnswer<Data>>(bus, `$SYS.REQ.SERVER.PING.${what}`, { signal });
    return new Map(answers.flatMap(({ server, data }) => (data === undefined ? [] : [[server.name, data] as const])));
  };
  return {
    nodes: async (signal) => {
      const [varz, jsz, healthz] = await Promise.all([
        ask<VarzAnswer>('VARZ', signal),
        ask<JszAnswer>('JSZ', signal),
        ask<HealthzAnswer>('HEALTHZ', signal),
      ]);
      return [...varz.values()]
        .map((facts) => toNatsNode(facts, jsz.get(facts.server_name), healthz.get(facts.server_name)))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}
