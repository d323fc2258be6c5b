import type { Store } from '@bodybroker/storage';
import { ClientSessions, type SessionTold } from './client-sessions.js';
import { ContractBooks } from './contract-books.js';
import { Contracts } from './contracts.js';
import { Grants } from './grants.js';
import { Holdings } from './holdings.js';
import { Parts } from './parts.js';
import { Purchases } from './purchases.js';
import { Purses } from './purses.js';
import { Reservations } from './reservations.js';
import { Sources } from './sources.js';
import { Standings } from './standings.js';
import { WeatherHistories } from './weather-histories.js';

/** All repositories of this service over one store. */
export function openStorage(store: Store, told: SessionTold, random: () => number) {
  const parts = new Parts(store, random);
  const contracts = new Contracts(store, random);
  return {
    parts,
    contracts,
    holdings: new Holdings(store, parts, random),
    grants: new Grants(store, random),
    reservations: new Reservations(store, random),
    sources: new Sources(store, random),
    standings: new Standings(store, random),
    histories: new WeatherHistories(store, random),
    books: new ContractBooks(store, contracts, random),
    sessions: new ClientSessions(store, told, random),
    purchases: new Purchases(store, random),
    purses: new Purses(store, random),
  };
}
