import { IncidentStatus, type IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { caseOf } from '../domain/casebook.js';
import { incidentStatus } from '../domain/incident-status.js';
import { readerOf } from '../mapping/reader-of.js';
import { toClues } from '../mapping/to-clues.js';
import { toQuestions } from '../mapping/to-incident.js';

/** What a player knows of an incident, and what is open. */
export const getCaseBoard =
  ({ catalogue, surroundings, casebooks }: Deps): Handler<IEnvironmentalNarrativeService, 'getCaseBoard'> =>
  async (request, context) => {
    const { incidentId } = request;
    const reader = readerOf(request, context);
    const incident = await catalogue.incident(incidentId);
    const [book, scenes, unwanted] = await Promise.all([
      casebooks.read(reader),
      catalogue.ofIncident(incidentId),
      surroundings.unwanted(reader.playerId),
    ]);
    const { attempts, lockedUntilGms, solvedGms } = caseOf(book, incidentId);
    const isSolved = solvedGms !== undefined;
    const clueIds = Object.keys(book.clues).filter((id) => book.clues[id]?.incidentId === incidentId);
    return {
      incidentId,
      title: incident.title,
      status:
        IncidentStatus[
          incidentStatus(
            isSolved ? 'solved' : 'unsolved',
            scenes.map(({ value }) => value.status),
          )
        ],
      clues: await toClues(book, clueIds.sort(), { catalogue, unwanted }),
      openQuestions: isSolved ? [] : toQuestions(incident.questions),
      solved: isSolved ? { ...incident.truth } : {},
      conclusion: isSolved ? incident.conclusion : '',
      attempts,
      ...(lockedUntilGms !== undefined && { lockedUntilGms: BigInt(lockedUntilGms) }),
    };
  };
