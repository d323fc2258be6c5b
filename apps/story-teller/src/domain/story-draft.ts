import type { BeatCard } from './beat.js';
import type { BeatRun } from './beat-run.js';
import { chronicleText, type ChronicleEntry } from './chronicle.js';
import type { Errand } from './errand.js';
import { passTime, shownTension, type Phase } from './pulse.js';
import type { Story } from './story.js';

/** What is told of a change, in its order. */
export type Happening =
  | { readonly kind: 'arc_started'; readonly arcId: string; readonly title: string; readonly actId: string }
  | {
      readonly kind: 'arc_ended';
      readonly arcId: string;
      readonly title: string;
      readonly endingId: string;
      readonly status: 'COMPLETED' | 'FAILED';
    }
  | { readonly kind: 'beat_started'; readonly runId: string; readonly run: BeatRun; readonly beat: BeatCard }
  | { readonly kind: 'beat_ended'; readonly runId: string; readonly run: BeatRun }
  | {
      readonly kind: 'choice_made';
      readonly runId: string;
      readonly run: BeatRun;
      readonly choiceIndex: number;
      readonly text: string;
      readonly turn: number;
    }
  | {
      readonly kind: 'tension_changed';
      readonly oldTension: number;
      readonly newTension: number;
      readonly oldPhase: Phase;
      readonly newPhase: Phase;
    };

/** Tension is told of when it has moved by this much. */
const TOLD_STEP = 10;

/** A story while it changes, with all that goes with the change. Lives for one change only. */
export class StoryDraft {
  story: Story;
  readonly gms: number;
  readonly happenings: Happening[] = [];
  readonly entries: ChronicleEntry[] = [];
  readonly errands: Errand[] = [];

  /** Begins at a moment: time has passed since the story was written. A moment that is past counts as its present. */
  constructor(story: Story, gms: number) {
    this.gms = Math.max(gms, story.pulse.atGms);
    this.story = { ...story, pulse: passTime(story.pulse, gms) };
  }

  change(change: Partial<Story>): void {
    this.story = { ...this.story, ...change };
  }

  /** Puts something into the chronicle, as of the time it happened: now, unless it is heard of late. */
  note(type: string, text: string, refs: readonly string[], gms = this.gms): ChronicleEntry {
    const entry = { gms, type, text: chronicleText(text), refs: refs.filter((ref) => ref !== '') };
    this.entries.push(entry);
    return entry;
  }

  /** Ends the change: tension that moved far enough is told of. */
  finish(): void {
    const { pulse, told } = this.story;
    const tension = shownTension(pulse);
    if (Math.abs(tension - told.tension) < TOLD_STEP && pulse.phase === told.phase) return;
    this.happenings.push({
      kind: 'tension_changed',
      oldTension: told.tension,
      newTension: tension,
      oldPhase: told.phase,
      newPhase: pulse.phase,
    });
    this.change({ told: { tension, phase: pulse.phase } });
  }
}
