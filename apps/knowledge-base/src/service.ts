import { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import { KnowledgeBaseService, contract, type IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import { systemSleep } from '@bodybroker/domain';
import { defineService, implement } from '@bodybroker/service-kit';
import { stemmer } from 'stemmer';
import { config } from './config.js';
import { loadLore } from './content/load-lore.js';
import type { Deps } from './deps.js';
import { addRelation } from './handlers/add-relation.js';
import { createCollection } from './handlers/create-collection.js';
import { deleteCollection } from './handlers/delete-collection.js';
import { deleteDocument } from './handlers/delete-document.js';
import { getCollection } from './handlers/get-collection.js';
import { getDocument } from './handlers/get-document.js';
import { listCollections } from './handlers/list-collections.js';
import { listDocuments } from './handlers/list-documents.js';
import { listKnownDocuments } from './handlers/list-known-documents.js';
import { listRelated } from './handlers/list-related.js';
import { reindexCollection } from './handlers/reindex-collection.js';
import { retrieveContext } from './handlers/retrieve-context.js';
import { revealDocument } from './handlers/reveal-document.js';
import { search } from './handlers/search.js';
import { suggestTerms } from './handlers/suggest-terms.js';
import { updateCollection } from './handlers/update-collection.js';
import { upsertDocument } from './handlers/upsert-document.js';
import { upsertDocuments } from './handlers/upsert-documents.js';
import { documentChanged } from './publishers/document-changed.js';
import { loreRevealed } from './publishers/lore-revealed.js';
import { ChunkVectors } from './searching/chunk-vectors.js';
import { Library } from './searching/library.js';
import { askWorld } from './searching/ask-world.js';
import { embedWith } from './searching/embed-with.js';
import { Sight } from './searching/sight.js';
import { ChangeLog } from './storage/change-log.js';
import { Collections } from './storage/collections.js';
import { Documents } from './storage/documents.js';
import { KnownDocuments } from './storage/known-documents.js';
import { Relations } from './storage/relations.js';
import { onClueDiscovered } from './subscribers/on-clue-discovered.js';
import { onQuestCompleted } from './subscribers/on-quest-completed.js';
import { LibraryKeeper } from './workers/library-keeper.js';
import { shipLore } from './workers/ship-lore.js';

/** What is written of the world, who may know it, and finding it. */
export const service = defineService({
  name: 'knowledge-base',
  contract,
  config,
  build: async ({
    config: { followMs, embedModel },
    connection: { bus },
    store,
    content,
    clock,
    random,
    instance,
    logger,
    client,
  }) => {
    const lore = await loadLore(content);
    const library = new Library(stemmer);
    const collections = new Collections(store, random);
    const documents = new Documents(store, { collections, random, eventOf: (write) => documentChanged(write, clock) });
    const relations = new Relations(store);
    const known = new KnownDocuments(store, {
      random,
      eventOf: (revelation, document) => loreRevealed(revelation, document, clock),
    });
    const keeper = new LibraryKeeper({
      library,
      log: new ChangeLog(store),
      collections,
      documents,
      bus,
      sleep: systemSleep,
      followMs,
      prepare: (signal) =>
        shipLore({ store, lore, collections, documents, relations, instance, sleep: systemSleep, random }, signal),
    });
    const deps: Deps = {
      collections,
      documents,
      known,
      relations,
      library,
      keeper,
      sight: new Sight({
        known,
        clock,
        askCondition: askWorld(client(WorldStateServiceClient)),
        onUndecided: (error) => logger.warn('an unlock condition could not be asked', { error }),
      }),
      vectors: new ChunkVectors({
        embed: embedModel === '' ? undefined : embedWith(client(AiIntegrationServiceClient), embedModel),
        onFallback: (error) => logger.warn('the embedding model did not answer', { error }),
      }),
      clock,
    };
    return {
      implementations: [
        implement<IKnowledgeBaseService>(KnowledgeBaseService, {
          createCollection: createCollection(deps),
          getCollection: getCollection(deps),
          listCollections: listCollections(deps),
          updateCollection: updateCollection(deps),
          deleteCollection: deleteCollection(deps),
          reindexCollection: reindexCollection(deps),
          upsertDocument: upsertDocument(deps),
          upsertDocuments: upsertDocuments(deps),
          getDocument: getDocument(deps),
          listDocuments: listDocuments(deps),
          deleteDocument: deleteDocument(deps),
          search: search(deps),
          suggestTerms: suggestTerms(deps),
          retrieveContext: retrieveContext(deps),
          addRelation: addRelation(deps),
          listRelated: listRelated(deps),
          revealDocument: revealDocument(deps),
          listKnownDocuments: listKnownDocuments(deps),
        }),
      ],
      subscribers: [onQuestCompleted(deps), onClueDiscovered(deps)],
      workers: [keeper.worker],
      healthChecks: [keeper.healthCheck],
    };
  },
});
