/** Places behind doors that facts open. */
export const CLOSED: ReadonlySet<string> = new Set([
  'bone-catacombs',
  'ledger-archive',
  'drowned-undercroft',
  'lantern-auction',
]);
