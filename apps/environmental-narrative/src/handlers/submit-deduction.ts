import {
  DeductionResult,
  SubmitDeductionRequest,
  type IEnvironmentalNarrativeService,
} from '@bodybroker/contracts-environmental-narrative';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { caseOf, own } from '../domain/casebook.js';
import { deduce, readAnswers } from '../domain/deduce.js';
import { checkNotCold, incidentStatus } from '../domain/incident-status.js';
import { readerOf } from '../mapping/reader-of.js';
import { toDeduction } from '../mapping/to-deduction.js';
import { incidentSolved } from '../publishers/story-told.js';

/** Says how it was; judged once for each idempotency key. */
export const submitDeduction =
  ({ catalogue, surroundings, casebooks, clock }: Deps): Handler<IEnvironmentalNarrativeService, 'submitDeduction'> =>
  async (request, context) => {
    const { incidentId } = request;
    const reader = readerOf(request, context);
    const answers = readAnswers(request.answers);
    const [incident, scenes, gms] = await Promise.all([
      catalogue.incident(incidentId),
      catalogue.ofIncident(incidentId),
      surroundings.now(reader.worldId),
    ]);
    const statuses = scenes.map(({ value }) => value.status);
    const known = scenes.flatMap(({ value }) => value.clues);
    const receipt = receiptOf(context, SubmitDeductionRequest.toBinary(request));
    const result = await casebooks.changeOnce(reader, receipt, (book) => {
      const progress = caseOf(book, incidentId).solvedGms === undefined ? 'unsolved' : 'solved';
      checkNotCold(incidentId, incidentStatus(progress, statuses));
      const clues = known.filter(({ id }) => own(book.clues, id) !== undefined);
      const deduction = deduce(book, { incidentId, incident, answers, clues, gms });
      const hour = { gms, nowMs: clock.now() };
      const events = deduction.isNewlySolved ? [incidentSolved(reader, incidentId, incident, deduction, hour)] : [];
      return { book: deduction.book, events, response: DeductionResult.toBinary(toDeduction(deduction, incident)) };
    });
    if (result.status === 'replayed') markReplay(context);
    return DeductionResult.fromBinary(result.response);
  };
