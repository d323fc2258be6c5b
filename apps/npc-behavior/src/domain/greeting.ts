import { draw } from '@bodybroker/domain';
import type { Npc } from './npc.js';
import type { Feelings } from './relationship.js';

/** A phrase in a tongue and what it means. */
export interface TonguePhrase {
  readonly languageId: string;
  readonly text: string;
  readonly english: string;
  /** The English words in it. */
  readonly lemmas: readonly string[];
}

/** For somebody nobody wrote a greeting for. */
const PLAIN = ['Yes, {player}.', 'What is it, {player}?', 'Say what you came for.'];
const UNWELCOME = ['You. Say it and go.', 'I had hoped for somebody else, {player}.'];
const HATED = -30;

/** What an NPC says to whoever comes: one of its own greetings, drawn; first in its tongue where it has one. */
export function greetingOf(
  npc: Npc,
  occasion: {
    readonly worldSeed: string;
    /** What tells this meeting from others. */
    readonly meeting: string;
    readonly playerName: string;
    readonly feelings: Feelings;
    readonly phrase: TonguePhrase | undefined;
  },
): string {
  const { worldSeed, meeting, playerName, feelings, phrase } = occasion;
  const own = npc.greetings.length > 0 ? npc.greetings : PLAIN;
  const texts = feelings.trust <= HATED ? UNWELCOME : own;
  const text = texts[Math.floor(draw(worldSeed, 'greeting', npc.npcId, meeting) * texts.length)] ?? PLAIN[0] ?? '';
  const said = text.replaceAll('{player}', playerName);
  return phrase === undefined ? said : `${sentence(phrase.text)} ${said}`;
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(capital) ? capital : `${capital}.`;
}
