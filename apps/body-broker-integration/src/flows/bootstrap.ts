import { Bootstrap } from '@bodybroker/contracts-body-broker-integration';
import { readPage } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import { HEARTBEAT_EVERY_MS, type ClientSession } from '../domain/client-session.js';
import { offerWork } from './offer-work.js';
import { showInventory } from './show-inventory.js';
import { showStanding } from './show-standing.js';

/** How long each section is waited for. */
const SECTION_MS = 800;

const SECTIONS = [
  'player',
  'settings',
  'mode',
  'clock',
  'weather',
  'worldSnapshot',
  'inventory',
  'standing',
  'wallet',
  'quests',
  'story',
  'agreedCapabilities',
] as const;
type SectionName = (typeof SECTIONS)[number];

const EVERYTHING = { partType: undefined, minGrade: undefined, minFreshness: undefined, isUnreserved: undefined };
const FIRST_PAGE = { pageSize: 0, pageToken: '' };

export interface OpenedSession extends Omit<ClientSession, 'isOpen'> {
  readonly id: string;
  readonly worldId: string;
}

/** All sections at once, each with its own time. One that fails is named; the rest is answered. */
export async function bootstrap(deps: Deps, opened: OpenedSession): Promise<Bootstrap> {
  const { playerId, deviceId, worldId, capabilities } = opened;
  const options = { timeoutMs: SECTION_MS };
  let region: Promise<string> | undefined;
  const regionId = (): Promise<string> =>
    (region ??= deps.world.wardOfPlayer(worldId, playerId, options).then((ward) => ward.regionId));
  const newcomer = { playerId, deviceId, worldId, capabilities, regionId };
  const ask: { readonly [Name in SectionName]: () => Promise<NonNullable<Bootstrap[Name]>> } = {
    ...deps.askPeers(newcomer, options),
    inventory: () => showInventory(deps, playerId, EVERYTHING, 'NEWEST', readPage(FIRST_PAGE, [playerId])),
    standing: () => showStanding(deps, playerId, worldId),
  };
  const [answers, , where] = await Promise.all([
    Promise.all(SECTIONS.map(async (name) => [name, await inTime<unknown>(ask[name])] as const)),
    // Nothing of today's work must keep anybody from playing.
    inTime(() => offerWork(deps, playerId, worldId)),
    inTime(regionId),
  ]);
  const had = answers.filter(([, answer]) => answer.ok).map(([name, answer]) => [name, answer.value]);
  return Bootstrap.create({
    ...(Object.fromEntries(had) as Partial<Bootstrap>),
    sessionId: opened.id,
    sectionsFailed: answers.filter(([, answer]) => !answer.ok).map(([name]) => snakeCase(name)),
    eventSequence: BigInt(opened.lastEventSequence),
    regionId: where.ok ? where.value : '',
    expiresMs: BigInt(opened.expiresMs),
    heartbeatEveryMs: BigInt(HEARTBEAT_EVERY_MS),
  });
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly value: undefined };

/** An answer in time, or none: a section that takes longer is left behind. */
async function inTime<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer<T>>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, value: undefined }), SECTION_MS);
  });
  const answered = ask().then(
    (value): Answer<T> => ({ ok: true, value }),
    (): Answer<T> => ({ ok: false, value: undefined }),
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
