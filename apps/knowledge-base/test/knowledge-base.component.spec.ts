import { join } from 'node:path';
import { MemoryStore } from '@bodybroker/storage';
import { createTestBroker, ManualClock, startHarness } from '@bodybroker/testing';
import { KnowledgeBaseServiceClient } from '@bodybroker/contracts-knowledge-base';
import { service } from '../src/service.js';
const contentPath = join(__dirname, '../content/');
it('x', async () => {
  const h = await startHarness(service, { contentPath });
  const c = h.client(KnowledgeBaseServiceClient, { actor: { kind: 'admin', id: 'a' } });
  for (const query of ['ledgr skin', 'who owns a body', 'bloodrain', 'what does an eye cost', 'who is lady veyl', 'corpse', 'how do I get a licence']) {
    const t = performance.now();
    const r = await c.search({ query, pageSize: 4 });
    console.log(query, r.total, Math.round(performance.now() - t), r.suggestions, r.hits.map((x) => [x.documentId, x.score.toFixed(2), x.snippet]));
    console.log((await c.retrieveContext({ question: query, tokenBudget: 160, viewer: { npcId: 'x', knowledgeTags: ['trade'] } })));
  }
  const hy = await c.search({ query: 'ledgr skin', pageSize: 4, mode: 3 });
  console.log(hy.hits.map((x) => [x.documentId, x.score.toFixed(4)]));
  await h.stop();
});
