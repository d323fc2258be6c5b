import { stateName, type StateId } from '../domain/state-id.js';

/** The kind of entity an entry is. */
export const STATE = 'state';
/** Entries with an end of life, by when it is. */
export const EXPIRY_INDEX = 'expiry';

/** The keys of an owner in a namespace, by name. */
export const keysIndex = (ownerId: string, namespace: string): string => `keys:${ownerId}:${namespace}`;
/** All entries of an owner that are or were (and so have a history), as state names. */
export const ownerIndex = (ownerId: string): string => `owner:${ownerId}`;
/** The revisions of an entry. */
export const historyLog = (id: StateId): string => `hist:${stateName(id)}`;
