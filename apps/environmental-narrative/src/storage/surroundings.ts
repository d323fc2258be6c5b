import { readFact, type ConditionValue } from '@bodybroker/conditions';
import type { LanguageSystemServiceClient } from '@bodybroker/contracts-language-system';
import type { SettingsServiceClient } from '@bodybroker/contracts-settings';
import type { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import { WeatherState, type WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import type { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import { HOUR_GMS } from '@bodybroker/domain';
import type { Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import { EVERYTHING_UNWANTED, unwantedOf, type Unwanted } from '../domain/passage.js';
import type { Inscription } from '../domain/scene.js';
import { replaceFrom, spellAt, type Sky, type Spell } from '../domain/sky.js';
import type { Reader } from './casebooks.js';
import type { Skies } from './skies.js';

export interface SurroundingsOptions {
  readonly world: Pick<Client<WorldStateServiceClient>, 'getEntity' | 'getLocation' | 'listFacts'>;
  readonly weather: Pick<Client<WeatherManagerServiceClient>, 'getWeather' | 'getHistory'>;
  readonly time: Pick<Client<TimeManagerServiceClient>, 'getTime'>;
  readonly settings: Pick<Client<SettingsServiceClient>, 'getSettings'>;
  readonly language: Pick<Client<LanguageSystemServiceClient>, 'translateText' | 'comprehendText'>;
  readonly skies: Skies;
  readonly logger: Logger;
}

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly dread: number;
  readonly tags: readonly string[];
}

/** What is asked of others has a way without them, so it waits no longer than this. */
const PATIENCE = { timeoutMs: 800 };
const GORE = 'content.gore';
const PHOBIA = 'content.phobia.';
const PAGE_SIZE = 200;
/** Facts beyond this many pages are not read. */
const MAX_PAGES = 10;

/** What a scene is set in, asked of the services that know. Where one does not answer, what is known of old stands in. */
export class Surroundings {
  readonly #options: SurroundingsOptions;

  constructor(options: SurroundingsOptions) {
    this.#options = options;
  }

  /** Where a player is. @throws RpcError when world-state does not say */
  async whereIs({ worldId, playerId }: Reader): Promise<string> {
    const { locationId } = await this.#options.world.getEntity({ worldId, entityId: playerId });
    return locationId;
  }

  /** @throws RpcError NOT_FOUND LOCATION_NOT_FOUND, or when world-state does not say */
  async place(worldId: string, locationId: string): Promise<Place> {
    const { id, name, regionId, dread, tags } = await this.#options.world.getLocation({ worldId, locationId });
    return { id, name, region: regionId, dread, tags };
  }

  /** The game clock; else the last hour that was heard of. */
  async now(worldId: string): Promise<number> {
    const { time, skies } = this.#options;
    const asked = await this.#try('the hour', () => time.getTime({ worldId }, PATIENCE));
    return asked === undefined ? skies.hour(worldId) : Number(asked.gms);
  }

  /**
   * The sky over a region until now; else what was heard of it.
   * @param sinceGms from when on each hour matters; undefined: only now does
   */
  async sky(worldId: string, regionId: string, sinceGms: number | undefined): Promise<Sky> {
    const { weather, skies } = this.#options;
    const [heard, asked, past] = await Promise.all([
      skies.over(worldId, regionId),
      this.#try('the weather', () => weather.getWeather({ worldId, regionId }, PATIENCE)),
      sinceGms === undefined ? [] : this.#pastWeather(worldId, regionId, sinceGms),
    ]);
    if (asked === undefined) return heard;
    const now = {
      fromGms: Number(asked.untilGms) - HOUR_GMS,
      state: WeatherState[asked.state],
      intensity: asked.intensity,
    };
    return replaceFrom(heard, [...past, now]);
  }

  /** Each past hour since a moment, oldest first, as far as weather-manager remembers. */
  async #pastWeather(worldId: string, regionId: string, sinceGms: number): Promise<Sky> {
    const hours: Spell[] = [];
    let pageToken = '';
    do {
      const request = { worldId, regionId, pageSize: PAGE_SIZE, pageToken };
      const page = await this.#try('past weather', () => this.#options.weather.getHistory(request, PATIENCE));
      for (const { gms, state, intensity } of page?.records ?? []) {
        hours.unshift({ fromGms: Number(gms), state: WeatherState[state], intensity });
      }
      pageToken = (hours[0]?.fromGms ?? 0) <= sinceGms ? '' : (page?.nextPageToken ?? '');
    } while (pageToken !== '');
    return hours;
  }

  /** All facts of a world; else none, and what depends on one does not hold. */
  async facts(worldId: string): Promise<ReadonlyMap<string, ConditionValue>> {
    const facts = new Map<string, ConditionValue>();
    let pageToken = '';
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const request = { worldId, pageSize: PAGE_SIZE, pageToken };
      const page = await this.#try('the facts', () => this.#options.world.listFacts(request, PATIENCE));
      for (const { key, value } of page?.facts ?? []) facts.set(key, readFact(value));
      pageToken = page?.nextPageToken ?? '';
      if (pageToken === '') break;
    }
    return facts;
  }

  /** What a player would rather not read; everything while the settings do not say. */
  async unwanted(playerId: string): Promise<Unwanted> {
    const { settings } = this.#options;
    const asked = await this.#try('the settings', () =>
      settings.getSettings({ playerId, category: 'content' }, PATIENCE),
    );
    if (asked === undefined) return EVERYTHING_UNWANTED;
    const values = new Map(asked.values.map(({ key, value }) => [key, value?.kind]));
    const gore = values.get(GORE);
    const phobias = [...values].filter(
      ([key, kind]) => key.startsWith(PHOBIA) && kind?.oneofKind === 'boolValue' && kind.boolValue,
    );
    return unwantedOf(
      gore?.oneofKind === 'stringValue' ? gore.stringValue : 'OFF',
      phobias.map(([key]) => key.slice('content.'.length)),
    );
  }

  /** What a player understands of words in another tongue; nothing while the language-system does not say. */
  async read(playerId: string, { languageId, english }: Inscription): Promise<string> {
    const { language } = this.#options;
    const understood = await this.#try('an inscription', async () => {
      const { text } = await language.translateText({ text: english, from: 'en', to: languageId }, PATIENCE);
      return language.comprehendText({ playerId, languageId, text }, PATIENCE);
    });
    return understood?.text ?? '';
  }

  async #try<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      this.#options.logger.warn('done without an answer', { what, error });
      return undefined;
    }
  }
}

/** The weather at a moment, as conditions read it. */
export function weatherAt(sky: Sky, gms: number): { readonly state: string; readonly intensity: number } {
  const { state, intensity } = spellAt(sky, gms) ?? { state: 'CLEAR', intensity: 0 };
  return { state, intensity };
}
