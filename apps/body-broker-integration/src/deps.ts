import type { Clock, Sleep } from '@bodybroker/domain';
import type { Clients } from './domain/client.js';
import type { TradeGoods } from './domain/trade-goods.js';
import type { AskPeers } from './peers/bootstrap-sections.js';
import type { ClientWallets } from './peers/client-wallets.js';
import type { GameClock } from './peers/game-clock.js';
import type { KnownWeather } from './peers/known-weather.js';
import type { Workflows } from './peers/workflows.js';
import type { WorldView } from './peers/world-view.js';
import type { ClientSessions } from './storage/client-sessions.js';
import type { ContractBooks } from './storage/contract-books.js';
import type { Contracts } from './storage/contracts.js';
import type { Holdings } from './storage/holdings.js';
import type { Parts } from './storage/parts.js';
import type { Purchases } from './storage/purchases.js';
import type { Reservations } from './storage/reservations.js';
import type { Grants } from './storage/grants.js';
import type { Sources } from './storage/sources.js';
import type { Standings } from './storage/standings.js';
import type { WeatherHistories } from './storage/weather-histories.js';

/** What the handlers, subscribers and workers of this service are built from. */
export interface Deps {
  readonly worldSeed: string;
  readonly goods: TradeGoods;
  readonly clients: Clients;
  readonly parts: Parts;
  readonly holdings: Holdings;
  readonly grants: Grants;
  readonly reservations: Reservations;
  readonly sources: Sources;
  readonly standings: Standings;
  readonly histories: WeatherHistories;
  readonly weather: KnownWeather;
  readonly contracts: Contracts;
  readonly books: ContractBooks;
  readonly sessions: ClientSessions;
  readonly purchases: Purchases;
  readonly gameClock: GameClock;
  readonly world: WorldView;
  readonly workflows: Workflows;
  readonly wallets: ClientWallets;
  /** What other services have to say when a client session begins. */
  readonly askPeers: AskPeers;
  /** The last sequence of GAME_EVENTS. */
  readonly lastEventSequence: () => Promise<number>;
  /** Real time. */
  readonly clock: Clock;
  /** A text that no other call answers: lower-case letters and digits. */
  readonly unique: () => string;
  readonly sleep: Sleep;
}
