import { invalidArgument } from '@bodybroker/domain';
import type { PartType, PartTypes } from './part-type.js';
import type { PreserveMethod } from './preserve-method.js';

/** What parts are taken with. */
export interface Tool {
  readonly id: string;
  readonly name: string;
  /** 0 to 40: what it adds to a cut. */
  readonly quality: number;
  /** 0 to 100: how fresh a part is right after a cut with it. */
  readonly freshness: number;
}

/** Something that some parts have and most have not. */
export interface Trait {
  readonly id: string;
  readonly partTypes: readonly string[];
  /** 0 to 1. */
  readonly chance: number;
  /** What it multiplies the price by. */
  readonly price: number;
}

/** How well something keeps a part, and what buyers think of that. */
export interface Preserving {
  /** What natural decay is multiplied by. */
  readonly decay: number;
  /** What it multiplies the price by. */
  readonly price: number;
}

/** The catalogue of the trade: everything that ships as content, but the clients. */
export interface TradeGoods {
  readonly partTypes: PartTypes;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly traits: readonly Trait[];
  readonly preserving: Readonly<Record<PreserveMethod, Preserving>>;
  /** Ids of things that are no parts: tools and others. */
  readonly items: ReadonlySet<string>;
}

export const BARE_HANDS = 'bare-hands';

/** @throws DomainError INVALID_ARGUMENT UNKNOWN_PART_TYPE */
export function partTypeOf(goods: TradeGoods, id: string, field = 'part_type'): PartType {
  const found = goods.partTypes.get(id);
  if (found !== undefined) return found;
  throw invalidArgument(field, 'is no part of a body', 'UNKNOWN_PART_TYPE', { part_type: id });
}

/** The tool of an id; an empty id is bare hands. @throws DomainError INVALID_ARGUMENT UNKNOWN_TOOL, UNFIT_TOOL */
export function toolFor(goods: TradeGoods, partType: PartType, id: string): Tool {
  const tool = goods.tools.get(id === '' ? BARE_HANDS : id);
  if (tool === undefined) throw invalidArgument('tool', 'is no tool', 'UNKNOWN_TOOL', { tool: id });
  if (!partType.unfitTools.includes(tool.id)) return tool;
  const facts = { tool: tool.id, part_type: partType.id };
  throw invalidArgument('tool', `a ${partType.id} cannot be taken with it`, 'UNFIT_TOOL', facts);
}
