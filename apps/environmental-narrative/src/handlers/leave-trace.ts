import {
  LeaveTraceRequest,
  TraceKind,
  type IEnvironmentalNarrativeService,
} from '@bodybroker/contracts-environmental-narrative';
import type { Handler } from '@bodybroker/nats-sdk';
import { enumName, receiptIfKeyed } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { TRACE_KINDS, type Trace } from '../domain/trace.js';
import { toTrace } from '../mapping/to-trace.js';

/** Leaves something behind in a place; under one idempotency key the same trace. */
export const leaveTrace =
  ({ surroundings, traces }: Deps): Handler<IEnvironmentalNarrativeService, 'leaveTrace'> =>
  async (request, context) => {
    const { worldId } = context;
    const { locationId, by, strength } = request;
    const kind = enumName(TraceKind, request.kind, TRACE_KINDS, 'kind');
    const { region } = await surroundings.place(worldId, locationId);
    const [gms, sky] = await Promise.all([surroundings.now(worldId), surroundings.sky(worldId, region, undefined)]);
    const receipt = receiptIfKeyed(context, LeaveTraceRequest.toBinary(request));
    const id = `trc_${receipt === undefined ? context.requestId : `${receipt.actor}/${receipt.key}`}`;
    const trace: Trace = { id, kind, by, strength, leftGms: gms };
    await traces.leave({ worldId, locationId }, trace, sky);
    return toTrace(locationId, trace, strength);
  };
