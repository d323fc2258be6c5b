/** What a world is made of, by kind. */
export interface Things {
  readonly region: Region;
  readonly location: Location;
  readonly mood: Mood;
  readonly entity: Entity;
  readonly fact: Fact;
}

export type Kind = keyof Things;
export const KINDS = ['region', 'location', 'mood', 'entity', 'fact'] as const satisfies readonly Kind[];

/** A thing and how often it was written. */
export interface Versioned<T> {
  readonly version: bigint;
  readonly value: T;
}

export interface Region {
  readonly name: string;
  readonly description: string;
  readonly isGuarded: boolean;
  readonly tags: readonly string[];
}

export interface Exit {
  readonly to: string;
  /** Game milliseconds. */
  readonly travelGms: number;
  /** CEL; empty: always open. */
  readonly condition: string;
  readonly lockedText: string;
}

/** A place, as it was built. What of it changes by itself is its {@link Mood}, kept under the same id. */
export interface Location {
  readonly regionId: string;
  readonly name: string;
  readonly description: string;
  readonly exits: readonly Exit[];
  readonly tags: readonly string[];
  /** 0 to 100. */
  readonly baseDread: number;
  /** How many entities fit; 0: any number. */
  readonly capacity: number;
}

export interface Mood {
  /** 0 to 100. */
  readonly dread: number;
  /** Empty: nobody. */
  readonly faction: string;
}

/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Entity {
  readonly kind: string;
  readonly name: string;
  readonly locationId: string;
  readonly attributes: Readonly<Record<string, Json>>;
  readonly arrivedGms: number;
}

/** A fact's value. Whole numbers are 64 bits wide, so they are kept as decimal text. */
export type FactValue =
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: string }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'string'; readonly value: string };

export interface Fact {
  readonly value: FactValue;
  /** Forgotten from this moment on. */
  readonly expiresGms?: number;
}
