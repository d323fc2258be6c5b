import { LedgerAudit } from './ledger-audit.js';
import type { LedgerRecord } from './ledger-record.js';
import { move } from './leg.js';

const house = { account: 'house.treasury' };
const ana = { account: 'ana' };
const credited = (number: number, amount: bigint, available: bigint): LedgerRecord => ({
  kind: 'CREDIT',
  account: 'ana',
  number,
  atMs: 0,
  legs: move('MARK', amount, house, ana),
  after: { currency: 'MARK', available, held: 0n },
});

function findings(...records: readonly LedgerRecord[]): readonly string[] {
  const audit = new LedgerAudit();
  for (const record of records) audit.add(record);
  return audit.findings;
}

describe('an audit', () => {
  it('finds nothing wrong with what the rules write', () => {
    expect(findings(credited(1, 5n, 5n), credited(2, 5n, 10n))).toEqual([]);
  });

  it.each<[string, readonly LedgerRecord[], RegExp]>([
    ['money from nowhere', [{ ...credited(1, 5n, 5n), legs: move('MARK', 5n, house, ana).slice(1) }], /not balanced/],
    ['a record that is missing', [credited(1, 5n, 5n), credited(3, 5n, 10n)], /record 3 follows record 1/],
    ['a record that is there twice', [credited(1, 5n, 5n), credited(1, 5n, 10n)], /record 1 follows record 1/],
    ['a player who owes', [{ ...credited(1, 5n, -5n), legs: move('MARK', 5n, ana, house) }], /leaves -5 MARK/],
    ['a balance that is not so', [credited(1, 5n, 6n)], /says 6 \+ 0 MARK, which is 5 \+ 0/],
    ['an account there cannot be', [{ ...credited(1, 5n, 5n), account: 'a.b' }], /no account/],
  ])('finds %s', (_case, records, found) => {
    expect(findings(...records).join('\n')).toMatch(found);
  });
});
