import {
  type QuestDefinition,
  QuestPage,
  QuestStatus,
  StepStatus,
  QuestOfferPage,
} from '@bodybroker/contracts-quest-system';

const ACCEPTED_MS = 1_795_233_861_356n;

/** A player's page of quests, each with its first step open. */
export function questPageOf(definitions: readonly QuestDefinition[]): QuestPage {
  return QuestPage.create({
    quests: definitions.map((definition, number) => ({
      id: `qst_01J9ZK3V7Q8W2M4N6P0R5T1X${number}Y`,
      playerId: 'acc_01J9ZK3V7Q8W2M4N6P0R5T1X3Y',
      worldId: 'main',
      definitionId: definition.id,
      definitionRevision: 1,
      title: definition.title,
      summary: definition.summary,
      giverNpcId: definition.giverNpcId,
      status: QuestStatus.ACTIVE,
      steps: definition.steps.map(({ id, text, objectives }, index) => ({
        stepId: id,
        text: index === 0 ? text : '',
        status: index === 0 ? StepStatus.OPEN : StepStatus.LOCKED,
        objectives:
          index === 0
            ? objectives.map((objective) => ({
                objectiveId: objective.id,
                text: objective.text,
                type: objective.type,
                progress: 0,
                count: objective.count,
                optional: objective.optional,
              }))
            : [],
        branchGroup: '',
      })),
      ...(definition.rewards && { rewards: definition.rewards }),
      acceptedMs: ACCEPTED_MS,
      executionId: '',
      claimProblem: '',
      version: 2n,
    })),
  });
}

/** What a player could take up. */
export function offerPageOf(definitions: readonly QuestDefinition[]): QuestOfferPage {
  const offers = definitions.map(({ id, title, summary, giverNpcId, rewards, tags }) => ({
    definitionId: id,
    title,
    summary,
    giverNpcId,
    ...(rewards && { rewards }),
    tags,
  }));
  return QuestOfferPage.create({ offers });
}
