import { setTimeout as delay } from 'node:timers/promises';
import { DeliveredEvent } from '@bodybroker/contracts-event-bus';
import type { BeatRun } from '@bodybroker/contracts-story-teller';
import type { JsonValue } from '@protobuf-ts/runtime';
import { serverEvents } from '../server-events.js';
import { once, type Cast } from '../stage.js';
import { expectThat, type Story } from '../story.js';
import { walk } from './walk.js';

const HOUR_GMS = 3_600_000n;
const DAY_GMS = 24n * HOUR_GMS;
const MOST_HOURS = 96;
/** Somebody lives here whose day the demo follows. */
const CLERK = 'clerk-fennimore';
/** Where he is in the evening; by day he works elsewhere. */
const COMPANY = 'ledger-exchange';
const AT_WORK_HOUR = 15n * HOUR_GMS;
const IN_COMPANY_HOUR = 20n * HOUR_GMS;
/** How long people may take to live through the hours that were skipped. */
const PATIENCE_MS = 8000;
/** A place with something to see at any hour. */
const PLACE = 'bone-gate';

/** Time passes: weather turns, people go where their hours send them, a place tells what happened, a story begins. */
export async function day(story: Story, cast: Cast): Promise<void> {
  const before = await cast.player.npcs.getNpc({ npcId: CLERK });
  await advanceUntilWeatherChanges(story, cast);
  await followTheClerk(story, cast, before.locationId);
  await lookAround(story, cast);
  await tellABeat(story, cast);
}

async function advanceUntilWeatherChanges(story: Story, { player, admin }: Cast): Promise<void> {
  const query = new URLSearchParams({
    'filter.subjectPattern': 'game.weather.changed.*',
    'start.from': 'START_FROM_NEW',
  });
  const closing = new AbortController();
  const events = serverEvents(`${player.baseUrl}/v1/events:subscribe?${query.toString()}`, {
    token: player.token,
    signal: AbortSignal.any([closing.signal, AbortSignal.timeout(30_000)]),
  });
  const first = events.next();
  first.catch(() => undefined);
  await story.step(
    'Advance the clock until the weather turns',
    'time-manager → GAME_EVENTS → weather-manager → GAME_EVENTS → event-bus → SSE',
    async () => {
      let hours = 0;
      let arrived: DeliveredEvent | undefined;
      const arrival = first.then((result) => {
        expectThat(result.done !== true, 'the stream ended without an event');
        arrived = DeliveredEvent.fromJson(result.value.json as JsonValue, { ignoreUnknownFields: true });
      });
      while (arrived === undefined && hours < MOST_HOURS) {
        const to = { oneofKind: 'byGms', byGms: 6n * HOUR_GMS } as const;
        await admin.time.advanceTime({ worldId: 'main', to }, once());
        hours += 6;
        await Promise.race([arrival, delay(400)]);
      }
      expectThat(arrived !== undefined, `no weather changed in ${hours} hours`);
      return { hours, event: arrived };
    },
    ({ hours, event }) => {
      const { payload } = DeliveredEvent.toJson(event) as { payload?: { regionId?: string; newState?: string } };
      return `after ${hours} game hours: ${event.type} #${event.sequence}, ${payload?.regionId} ${payload?.newState}`;
    },
  );
  closing.abort();
}

function followTheClerk(story: Story, { player, admin }: Cast, before: string): Promise<unknown> {
  return story.step(
    'See where Fennimore’s hours have sent him',
    'GAME_EVENTS → npc-behavior → svc.world-state.v1.apply_changes',
    async () => {
      const places = new Set([before, (await player.npcs.getNpc({ npcId: CLERK })).locationId]);
      if (places.size < 2) {
        const hour = before === COMPANY ? AT_WORK_HOUR : IN_COMPANY_HOUR;
        const { gms } = await player.time.getTime({ worldId: 'main' });
        const byGms = (((hour - gms) % DAY_GMS) + DAY_GMS) % DAY_GMS;
        await admin.time.advanceTime({ worldId: 'main', to: { oneofKind: 'byGms', byGms } }, once());
      }
      const end = performance.now() + PATIENCE_MS;
      while (places.size < 2 && performance.now() < end) {
        await delay(50);
        places.add((await player.npcs.getNpc({ npcId: CLERK })).locationId);
      }
      expectThat(places.size > 1, `he stayed at ${before}`);
      return [...places];
    },
    (places) => places.join(' → '),
  );
}

function lookAround(story: Story, cast: Cast): Promise<unknown> {
  return story.step(
    'Go to the Bone Gate and look around: the text is of this hour, this weather, and as much gore as was asked for',
    'world-state → environmental-narrative  svc.environmental-narrative.v1.enter_location',
    async () => {
      const { player, playerId } = cast;
      await walk(cast, PLACE);
      const { scenes } = await player.scenes.enterLocation({ playerId, locationId: PLACE });
      const [scene] = scenes;
      expectThat(scene !== undefined, 'there is nothing to see');
      const [prop] = scene.props;
      if (prop === undefined) return { scene, found: 'nothing to turn over' };
      const inspected = await player.scenes.inspectProp({ playerId, sceneId: scene.id, propId: prop.id });
      return { scene, found: inspected.clue === undefined ? inspected.text : `a clue: ${inspected.clue.title}` };
    },
    ({ scene, found }) => `${scene.title} [${scene.layers.join(', ')}]. ${scene.renderedText}\n    ${found}`,
  );
}

async function tellABeat(story: Story, { player, playerId }: Cast): Promise<void> {
  const run = await story.step(
    'The story offers what fits this player, here, now',
    'story-teller  svc.story-teller.v1.select_beat, start_beat',
    async () => {
      const { candidates } = await player.story.selectBeat({ playerId, context: { locationId: PLACE }, limit: 3 });
      const [best] = candidates;
      expectThat(best !== undefined, 'it has nothing to tell');
      const started = await player.story.startBeat({ playerId, beatId: best.beatId }, once());
      return { started, best };
    },
    ({ started, best }) => `${best.title} (${best.reasons.join(', ')})\n    ${started.text.join(' ')}`,
  );
  await story.step(
    'Choose, until it is told; the chronicle remembers',
    'story-teller  svc.story-teller.v1.choose_option, end_beat, get_chronicle',
    async () => {
      let at: BeatRun = run.started;
      const chosen: string[] = [];
      while (at.choices.length > 0 && chosen.length < 20) {
        chosen.push(at.choices[0]?.text ?? '');
        at = await player.story.chooseOption({ beatRunId: at.id, choiceIndex: 0, expectedTurn: at.turn }, once());
      }
      await player.story.endBeat({ beatRunId: at.id });
      const { entries } = await player.story.getChronicle({ playerId, pageSize: 200 });
      expectThat(entries.length > 0, 'nothing was written down');
      return { chosen, entries };
    },
    ({ chosen, entries }) =>
      `${chosen.length === 0 ? 'nothing to choose' : chosen.join('; ')}. ${entries.length} entries`,
  );
}
