import { BeatKind, type Beat as WireBeat } from '@bodybroker/contracts-story-teller';
import { invalidArgument } from '@bodybroker/domain';
import { enumName } from '@bodybroker/service-kit';
import { BEAT_KINDS, type Beat } from '../domain/beat.js';
import { fromEffects } from './from-effects.js';

const EFFECT_NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/** A beat as the domain has it. @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED, FIELD_REQUIRED, BAD_EFFECT_NAME */
export function fromBeat(beat: WireBeat): Beat {
  const named = Object.entries(beat.namedEffects).map(([name, effects]) => {
    const rule = 'names of effects have 1 to 64 letters, digits, _, . and -';
    if (!EFFECT_NAME.test(name)) throw invalidArgument('beat.named_effects', rule, 'BAD_EFFECT_NAME');
    return [name, fromEffects(effects, `beat.named_effects[${name}]`)] as const;
  });
  return {
    card: {
      id: beat.id,
      arcId: beat.arcId,
      title: beat.title,
      kind: enumName(BeatKind, beat.kind, BEAT_KINDS, 'beat.kind'),
      conditions: beat.conditions,
      effects: fromEffects(beat.effects, 'beat.effects'),
      namedEffects: Object.fromEntries(named),
      intensity: beat.intensity,
      isOnce: beat.once,
      cooldownGms: Number(beat.cooldownGms),
      exclusiveGroup: beat.exclusiveGroup,
      tags: beat.tags,
    },
    telling: fromTelling(beat.telling),
  };
}

function fromTelling(telling: WireBeat['telling']): Beat['telling'] {
  if (telling.oneofKind === 'text' && telling.text.trim() !== '') return { kind: 'text', text: telling.text };
  if (telling.oneofKind === 'inkSource' && telling.inkSource.trim() !== '')
    return { kind: 'ink', source: telling.inkSource };
  throw invalidArgument('beat.telling', 'needs a text or an ink_source', 'FIELD_REQUIRED');
}
