import { subjectMatches, type MessageHeaders } from '@bodybroker/nats-sdk';

/** What happens to a message. */
export type Fault =
  /** It never arrives. */
  | { readonly kind: 'drop' }
  /** It arrives later; the time is drawn between the two, in milliseconds. Later messages may overtake it. */
  | { readonly kind: 'delay'; readonly minMs: number; readonly maxMs: number }
  /** It arrives `copies` times more. */
  | { readonly kind: 'duplicate'; readonly copies: number }
  /** It arrives after the next message, or after `maxHoldMs` when there is none. */
  | { readonly kind: 'reorder'; readonly maxHoldMs: number }
  /** It is lost with the connection, which comes back after `forMs` milliseconds. */
  | { readonly kind: 'disconnect'; readonly forMs: number };

export interface FaultRule {
  readonly fault: Fault;
  /** Whether messages are hit on their way out or on their way in. */
  readonly on: 'publish' | 'deliver';
  /** Subject filter with wildcards. Default `>`: all. */
  readonly subject?: string;
  /** Headers that a message must have. */
  readonly headers?: MessageHeaders;
  /** Share of the matching messages that is hit, 0 to 1. Default 1. */
  readonly probability?: number;
  /** Matching messages that pass before the rule begins. Default 0. */
  readonly skip?: number;
  /** How many are hit at most. Default: no end. */
  readonly times?: number;
}

export interface RuleTarget {
  readonly on: FaultRule['on'];
  readonly subject: string;
  readonly headers: MessageHeaders;
}

/** One rule and how often it was met. */
export class RuleState {
  readonly #rule: FaultRule;
  readonly #filter: readonly string[];
  readonly #draw: () => number;
  #seen = 0;
  #hits = 0;

  /** @param draw numbers in [0, 1) */
  constructor(rule: FaultRule, draw: () => number) {
    this.#rule = rule;
    this.#filter = (rule.subject ?? '>').split('.');
    this.#draw = draw;
  }

  get hits(): number {
    return this.#hits;
  }

  /** The fault that this rule does to a message, if it does. */
  faultFor(target: RuleTarget): Fault | undefined {
    const { on, headers = {}, probability = 1, skip = 0, times = Infinity, fault } = this.#rule;
    if (target.on !== on || !subjectMatches(this.#filter, target.subject.split('.'))) return undefined;
    if (Object.entries(headers).some(([name, value]) => target.headers[name] !== value)) return undefined;
    this.#seen += 1;
    if (this.#seen <= skip || this.#hits >= times || this.#draw() >= probability) return undefined;
    this.#hits += 1;
    return fault;
  }
}
