import { notFound } from '@bodybroker/domain';

const QUEST_ID = /^qst_([a-z0-9][a-z0-9_-]{0,47})\.([1-9][0-9]{0,8})$/;

/** Names a quest by its player and by how many the player had taken up with it: nothing else must be asked to find it. */
export function questIdOf(playerId: string, number: number): string {
  return `qst_${playerId}.${number}`;
}

/** Whether it has the form of one. */
export function isQuestId(text: string): boolean {
  return QUEST_ID.test(text);
}

/** Whose quest it is. @throws DomainError NOT_FOUND QUEST_NOT_FOUND when the id is none */
export function playerOfQuest(questId: string): string {
  const playerId = QUEST_ID.exec(questId)?.[1];
  if (playerId === undefined) throw notFound('quest', questId);
  return playerId;
}
