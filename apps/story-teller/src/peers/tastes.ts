import type { Value } from '@bodybroker/contracts-common';
import type { SettingsServiceClient } from '@bodybroker/contracts-settings';
import type { Clock } from '@bodybroker/domain';
import type { Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';

/** What a player's settings ask of words. */
export interface Taste {
  /** Whether a model may word things at all. */
  readonly isAiEnabled: boolean;
  /** Whether what is told may leave the server. */
  readonly isRemoteAllowed: boolean;
  /** Content tags to leave out, such as `gore`. */
  readonly without: readonly string[];
}

export interface TastesOptions {
  readonly settings: Pick<Client<SettingsServiceClient>, 'getSettings'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const PHOBIAS = ['needles', 'eyes', 'insects', 'drowning', 'confinement'];
const GORE = 'content.gore';
const AI_ENABLED = 'ai.enabled';
const REMOTE_ALLOWED = 'ai.remote_allowed';
const phobiaKey = (name: string): string => `content.phobia.${name}`;
const KEYS = [GORE, AI_ENABLED, REMOTE_ALLOWED, ...PHOBIAS.map(phobiaKey)];

/** When nobody can say what a player wants, nothing is shown or sent that somebody might not want. */
const CAREFUL: Taste = {
  isAiEnabled: false,
  isRemoteAllowed: false,
  without: ['gore', ...PHOBIAS.map((name) => `phobia.${name}`)],
};

/** How long settings is waited for: ms. */
const PATIENCE_MS = 800;
/** A turn of a beat and its next are mostly within this: ms. */
const KEEP_MS = 2000;
const MAX_KEPT = 1000;

/** What players want to read. Gore is either told or not: REDUCED counts as OFF here. */
export class Tastes {
  readonly #options: TastesOptions;
  readonly #kept = new Map<string, { readonly untilMs: number; readonly taste: Promise<Taste> }>();

  constructor(options: TastesOptions) {
    this.#options = options;
  }

  /** At most two seconds old. Careful while settings does not answer. */
  of(playerId: string): Promise<Taste> {
    const nowMs = this.#options.clock.now();
    const known = this.#kept.get(playerId);
    if (known !== undefined && nowMs < known.untilMs) return known.taste;
    const taste = this.#ask(playerId).catch((error: unknown) => {
      this.#options.logger.debug('what a player wants to read could not be asked', { error });
      this.#kept.delete(playerId);
      return CAREFUL;
    });
    this.#kept.delete(playerId);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size >= MAX_KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    this.#kept.set(playerId, { untilMs: nowMs + KEEP_MS, taste });
    return taste;
  }

  async #ask(playerId: string): Promise<Taste> {
    const { values } = await this.#options.settings.getSettings(
      { playerId, keys: KEYS },
      { timeoutMs: PATIENCE_MS, as: 'self' },
    );
    const told = new Map(values.map(({ key, value }) => [key, value]));
    const shunned = PHOBIAS.filter((name) => isOn(told.get(phobiaKey(name)), 'off')).map((name) => `phobia.${name}`);
    const gore = textOf(told.get(GORE)).toUpperCase();
    return {
      isAiEnabled: isOn(told.get(AI_ENABLED), 'on'),
      isRemoteAllowed: isOn(told.get(REMOTE_ALLOWED), 'off'),
      without: gore === 'FULL' || gore === '' ? shunned : ['gore', ...shunned],
    };
  }
}

function isOn(value: Value | undefined, usually: 'on' | 'off'): boolean {
  return value?.kind.oneofKind === 'boolValue' ? value.kind.boolValue : usually === 'on';
}

function textOf(value: Value | undefined): string {
  return value?.kind.oneofKind === 'stringValue' ? value.kind.stringValue : '';
}
