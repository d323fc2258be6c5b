import {
  BodyBrokerIntegrationService,
  contract,
  type IBodyBrokerIntegrationService,
} from '@bodybroker/contracts-body-broker-integration';
import { parseWorldIds, systemSleep } from '@bodybroker/domain';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadClients } from './content/load-clients.js';
import { loadTradeGoods } from './content/load-trade-goods.js';
import { loadWorkflows } from './content/load-workflows.js';
import type { Deps } from './deps.js';
import { acceptContract } from './handlers/accept-contract.js';
import { appraisePart } from './handlers/appraise-part.js';
import { beginDelivery } from './handlers/begin-delivery.js';
import { beginFulfilment } from './handlers/begin-fulfilment.js';
import { breachContract } from './handlers/breach-contract.js';
import { cancelContract } from './handlers/cancel-contract.js';
import { closeClientSession } from './handlers/close-client-session.js';
import { commitReservation } from './handlers/commit-reservation.js';
import { createContract } from './handlers/create-contract.js';
import { deliverContract } from './handlers/deliver-contract.js';
import { discardPart } from './handlers/discard-part.js';
import { getContract } from './handlers/get-contract.js';
import { getPart } from './handlers/get-part.js';
import { getStanding } from './handlers/get-standing.js';
import { grantItems } from './handlers/grant-items.js';
import { harvestPart } from './handlers/harvest-part.js';
import { heartbeatClientSession } from './handlers/heartbeat-client-session.js';
import { inspectDelivery } from './handlers/inspect-delivery.js';
import { listContracts } from './handlers/list-contracts.js';
import { listInventory } from './handlers/list-inventory.js';
import { listPartTypes } from './handlers/list-part-types.js';
import { makeOffer } from './handlers/make-offer.js';
import { openClientSession } from './handlers/open-client-session.js';
import { preservePart } from './handlers/preserve-part.js';
import { releaseReservation } from './handlers/release-reservation.js';
import { reserveItems } from './handlers/reserve-items.js';
import { returnReservation } from './handlers/return-reservation.js';
import { revertDelivery } from './handlers/revert-delivery.js';
import { revokeGrant } from './handlers/revoke-grant.js';
import { settleContract } from './handlers/settle-contract.js';
import { askPeers } from './peers/bootstrap-sections.js';
import { ClientWallets } from './peers/client-wallets.js';
import { connectPeers } from './peers/connect-peers.js';
import { GameClock } from './peers/game-clock.js';
import { KnownWeather } from './peers/known-weather.js';
import { Workflows } from './peers/workflows.js';
import { WorldView } from './peers/world-view.js';
import { sessionTold } from './publishers/session-told.js';
import { openStorage } from './storage/open-storage.js';
import { onPaymentSucceeded } from './subscribers/on-payment-succeeded.js';
import { onTimePassed } from './subscribers/on-time-passed.js';
import { onWeatherChanged } from './subscribers/on-weather-changed.js';
import { onWorkflowEnded } from './subscribers/on-workflow-ended.js';
import { defineWorkflows } from './workers/define-workflows.js';
import { doWhatIsDue } from './workers/do-what-is-due.js';
import { followWorld } from './workers/follow-world.js';

const GAME_EVENTS = 'GAME_EVENTS';

/** The game's own trade: parts, contracts, standing, and the client session that ties all services together. */
export const service = defineService({
  name: 'body-broker-integration',
  contract,
  config,
  build: ({ config: settings, store, content, connection, clock, random, logger, client }) => {
    const { worldSeed, duePollMs, syncMs } = settings;
    const goods = loadTradeGoods(content);
    const clients = loadClients(content, goods.partTypes);
    const definitions = loadWorkflows(content);
    const peers = connectPeers(client);
    const { purses, ...storage } = openStorage(store, sessionTold, random);
    let count = 0;
    const deps: Deps = {
      ...storage,
      worldSeed,
      goods,
      clients,
      gameClock: new GameClock(peers.time, clock),
      weather: new KnownWeather(peers.weather, storage.histories),
      world: new WorldView(peers.world, () => clock.now()),
      workflows: new Workflows(peers.orchestration),
      wallets: new ClientWallets(peers.payment, clients, purses),
      askPeers: askPeers(peers),
      lastEventSequence: async () => (await connection.events.stream(GAME_EVENTS))?.lastSequence ?? 0,
      clock,
      unique: () => {
        count += 1;
        return [clock.now(), count, Math.floor(random() * 2 ** 40)].map((part) => part.toString(36)).join('');
      },
      sleep: systemSleep,
    };
    const worlds = [...parseWorldIds(settings.worlds)];
    return {
      implementations: [
        implement<IBodyBrokerIntegrationService>(BodyBrokerIntegrationService, {
          acceptContract: acceptContract(deps),
          appraisePart: appraisePart(deps),
          beginDelivery: beginDelivery(deps),
          beginFulfilment: beginFulfilment(deps),
          breachContract: breachContract(deps),
          cancelContract: cancelContract(deps),
          closeClientSession: closeClientSession(deps),
          commitReservation: commitReservation(deps),
          createContract: createContract(deps),
          deliverContract: deliverContract(deps),
          discardPart: discardPart(deps),
          getContract: getContract(deps),
          getPart: getPart(deps),
          getStanding: getStanding(deps),
          grantItems: grantItems(deps),
          harvestPart: harvestPart(deps),
          heartbeatClientSession: heartbeatClientSession(deps),
          inspectDelivery: inspectDelivery(deps),
          listContracts: listContracts(deps),
          listInventory: listInventory(deps),
          listPartTypes: listPartTypes(deps),
          makeOffer: makeOffer(deps),
          openClientSession: openClientSession(deps),
          preservePart: preservePart(deps),
          releaseReservation: releaseReservation(deps),
          reserveItems: reserveItems(deps),
          returnReservation: returnReservation(deps),
          revertDelivery: revertDelivery(deps),
          revokeGrant: revokeGrant(deps),
          settleContract: settleContract(deps),
        }),
      ],
      subscribers: [
        onTimePassed(deps, store),
        onWeatherChanged(deps),
        onPaymentSucceeded(deps),
        onWorkflowEnded(deps, logger),
      ],
      workers: [
        doWhatIsDue(deps, { store, logger, pollMs: duePollMs }),
        defineWorkflows(deps, definitions, logger),
        followWorld(deps, { weather: peers.weather, logger, worlds, syncMs }),
      ],
    };
  },
});
