import type { Deps } from '../deps.js';
import { reviewQuest } from '../domain/quest-progress.js';

type ReviewDeps = Pick<Deps, 'quests' | 'conditions' | 'books'>;

/** Looks at the clock, facts and flags again for one quest. Safe to run twice. */
async function reviewOne({ quests, conditions }: ReviewDeps, questId: string): Promise<void> {
  await quests.change(questId, ({ quest, plan, moment }) => reviewQuest({ plan, moment, conditions }, quest));
}

/** Ends what is overdue in a world. */
export async function reviewOverdue(deps: ReviewDeps, worldId: string, gms: number): Promise<void> {
  for await (const questId of deps.quests.overdue(worldId, gms)) await reviewOne(deps, questId);
}

/** Looks again for all quests of a world that wait for the clock, a fact or a flag. */
export async function reviewLooking(deps: ReviewDeps, worldId: string): Promise<void> {
  for await (const questId of deps.quests.looking(worldId)) await reviewOne(deps, questId);
}

/** Looks again for the quests of one player, who has new flags. */
export async function reviewPlayer(deps: ReviewDeps, playerId: string): Promise<void> {
  const { book } = await deps.books.read(playerId);
  for (const { questId } of book.open) await reviewOne(deps, questId);
}
