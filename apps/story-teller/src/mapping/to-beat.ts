import { Beat as WireBeat, BeatKind } from '@bodybroker/contracts-story-teller';
import type { Entity } from '@bodybroker/storage';
import type { CatalogueBeat } from '../domain/catalogue.js';
import type { KeptTelling } from '../storage/tellings.js';
import { toEffects } from './to-effects.js';

/** A beat as the contract says it, with its words. */
export function toBeat({ value: beat, version }: Entity<CatalogueBeat>, telling: KeptTelling): WireBeat {
  const named = Object.entries(beat.namedEffects).map(([name, effects]) => [name, toEffects(effects)] as const);
  return WireBeat.create({
    id: beat.id,
    arcId: beat.arcId,
    title: beat.title,
    kind: BeatKind[beat.kind],
    conditions: [...beat.conditions],
    effects: toEffects(beat.effects),
    namedEffects: Object.fromEntries(named),
    intensity: beat.intensity,
    once: beat.isOnce,
    cooldownGms: BigInt(beat.cooldownGms),
    exclusiveGroup: beat.exclusiveGroup,
    telling:
      telling.kind === 'text'
        ? { oneofKind: 'text', text: telling.text }
        : { oneofKind: 'inkSource', inkSource: telling.source },
    tags: [...beat.tags],
    version,
  });
}
