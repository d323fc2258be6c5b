import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { knownScopes, titleProblems } from './pr-title.mjs';

const scopes = knownScopes(resolve(import.meta.dirname, '../..'));

describe('titleProblems', () => {
  const good = [
    'docs: say where figures come from',
    'fix(auth): refuse tokens of another issuer',
    'fix(ai-router,body-broker-integration): bound numbers that are kept',
    'feat(nats-sdk)!: drop the second way to publish',
    'feat(contracts-auth): a method for guests',
    'fix(gateway): HTTP errors keep their cause',
    'chore(deps): bump hono from 4.13.19 to 4.13.20',
    'test(e2e): wait for the ledger audit',
  ];
  for (const title of good) it(`takes ${title}`, () => assert.deepEqual(titleProblems(title, scopes), []));

  const bad = [
    ['Update stuff', /not `type: subject`/],
    ['feature(auth): guests', /no type "feature"/],
    ['fix(aut): guests', /"aut" is no project/],
    ['fix(auth,nots): guests', /"nots" is no project/],
    ['fix(): guests', /"" is no project/],
    ['fix: Guests may come in', /capital letter/],
    ['fix: guests may come in.', /full stop/],
    ['fix:guests', /not `type: subject`/],
    [`fix: ${'very '.repeat(50)}long`, /characters/],
    ['$(touch owned)', /not `type: subject`/],
  ];
  for (const [title, reason] of /** @type {[string, RegExp][]} */ (bad)) {
    it(`refuses ${title.slice(0, 40)}`, () => {
      const problems = titleProblems(title, scopes);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', reason);
    });
  }
});
