import type { Deps } from '../deps.js';
import { orElse } from './or-else.js';

/** What a player's settings ask of words. */
export interface Tastes {
  /** Whether a model may word replies at all; else the grammar does. */
  readonly isAiEnabled: boolean;
  /** Whether what is said may leave the server. */
  readonly isRemoteAllowed: boolean;
  /** Content tags to leave out, such as `gore`. */
  readonly without: readonly string[];
  readonly length: 'short' | 'normal' | 'long';
}

const PHOBIAS = ['needles', 'eyes', 'insects', 'drowning', 'confinement'];
const KEYS = {
  gore: 'content.gore',
  aiEnabled: 'ai.enabled',
  remoteAllowed: 'ai.remote_allowed',
  length: 'ai.narration_length',
} as const;

/** When nobody can say what a player wants, nothing is shown or sent that somebody might not want. */
const CAREFUL: Tastes = {
  isAiEnabled: true,
  isRemoteAllowed: false,
  without: ['gore', ...PHOBIAS.map((name) => `phobia.${name}`)],
  length: 'normal',
};

/** Asks settings what a player wants to read. Speech is either bloody or not: REDUCED counts as OFF here. */
export function tastesOf({ peers, logger, settings }: Deps, playerId: string): Promise<Tastes> {
  const keys = [...Object.values(KEYS), ...PHOBIAS.map((name) => `content.phobia.${name}`)];
  const ask = peers.playerSettings.getSettings({ playerId, keys }, { timeoutMs: settings.peerMs, as: 'self' });
  const read = ask.then(({ values }): Tastes => {
    const told = new Map(values.map(({ key, value }) => [key, value?.kind]));
    const isOn = (key: string, usually: 'on' | 'off'): boolean => {
      const kind = told.get(key);
      return kind?.oneofKind === 'boolValue' ? kind.boolValue : usually === 'on';
    };
    const text = (key: string): string => {
      const kind = told.get(key);
      return kind?.oneofKind === 'stringValue' ? kind.stringValue.toUpperCase() : '';
    };
    const shunned = PHOBIAS.filter((name) => isOn(`content.phobia.${name}`, 'off')).map((name) => `phobia.${name}`);
    const isBloody = text(KEYS.gore) === 'FULL' || text(KEYS.gore) === '';
    return {
      isAiEnabled: isOn(KEYS.aiEnabled, 'on'),
      isRemoteAllowed: isOn(KEYS.remoteAllowed, 'off'),
      without: isBloody ? shunned : ['gore', ...shunned],
      length: text(KEYS.length) === 'SHORT' ? 'short' : text(KEYS.length) === 'LONG' ? 'long' : 'normal',
    };
  });
  return orElse(read, CAREFUL, { logger, what: 'settings' });
}
