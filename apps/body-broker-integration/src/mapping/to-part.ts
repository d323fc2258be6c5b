import {
  Part as PartMessage,
  PartState,
  PreserveMethod,
  type Provenance as ProvenanceMessage,
  SourceKind,
} from '@bodybroker/contracts-body-broker-integration';
import type { AssessedPart } from '../flows/assess-parts.js';
import { SPOILED_BELOW } from '../domain/freshness.js';
import type { Provenance } from '../domain/part.js';
import { toGrade } from './grade-message.js';

/** A part as it is at a moment. */
export function toPart({ part: { id, version, value }, freshness, gms }: AssessedPart): PartMessage {
  const { partType, grade, traits, provenance, worldId, regionId, owner, state, preservations, reservationId } = value;
  return PartMessage.create({
    partId: id,
    partType,
    grade: toGrade(grade),
    freshness,
    traits: [...traits],
    provenance: toProvenance(provenance),
    // A void part is shown to nobody.
    state: PartState[state === 'VOID' ? 'DISCARDED' : state],
    owner,
    preservations: preservations.map((each) => ({ method: PreserveMethod[each.method], gms: BigInt(each.gms) })),
    reservationId,
    spoiled: value.isSpoiled || freshness < SPOILED_BELOW,
    regionId,
    asOfGms: BigInt(gms),
    worldId,
    version,
  });
}

function toProvenance(provenance: Provenance): ProvenanceMessage {
  const gms = BigInt(provenance.gms);
  if (provenance.kind === 'grant') return { locationId: '', tool: '', skill: 0, gms, reference: provenance.reference };
  const { sourceKind, sourceId, locationId, tool, skill } = provenance;
  const source = { kind: SourceKind[sourceKind], entityId: sourceId };
  return { source, locationId, tool, skill, gms, reference: '' };
}
