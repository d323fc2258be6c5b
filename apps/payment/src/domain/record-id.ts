/** What an id names; its first letters. */
export type IdKind = 'ent' | 'hld' | 'pi' | 'rfd';

/** A record of an account: the account's first is number 1. */
export interface RecordPlace {
  readonly account: string;
  readonly number: number;
}

/**
 * Ids say where in the ledger their thing began, so that no index is needed to find it: `hld_acc_01h…_7` began with the seventh record
 * of account `acc_01h…`.
 */
export function recordId(kind: IdKind, { account, number }: RecordPlace): string {
  return `${kind}_${account}_${number}`;
}

/** Undefined for what is no id of this kind. */
export function parseRecordId(kind: IdKind, id: string): RecordPlace | undefined {
  const match = /^([a-z]+)_(.+)_([1-9]\d{0,14})$/.exec(id);
  if (match?.[1] !== kind || match[2] === undefined) return undefined;
  return { account: match[2], number: Number(match[3]) };
}
