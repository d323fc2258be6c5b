import { draw } from '@bodybroker/domain';

/** Best first. */
export const GRADES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Grade = (typeof GRADES)[number];

/** What a part of a grade brings, against one of grade C. The game's own numbers. */
export const GRADE_PRICE: Readonly<Record<Grade, number>> = { A: 1.8, B: 1.35, C: 1, D: 0.7, E: 0.45, F: 0.25 };

/** What granted parts are: neither a find nor a botch. */
export const GRANTED_GRADE: Grade = 'C';

export interface Cut {
  readonly worldSeed: string;
  readonly sourceId: string;
  readonly partType: string;
  /** How many of this type were taken from the source before. */
  readonly ordinal: number;
  /** 0 to 40: what the tool adds. */
  readonly toolQuality: number;
  /** 0 to 100. */
  readonly skill: number;
  /** 0 to 30: how hard the part is to take. */
  readonly difficulty: number;
}

const SKILL_WEIGHT = 0.5;
const LUCK = 20;
const THRESHOLDS: readonly (readonly [Grade, number])[] = [
  ['A', 80],
  ['B', 65],
  ['C', 50],
  ['D', 35],
  ['E', 20],
];

/** The grade of a cut: tool and skill against the part's difficulty, with 20 points of luck drawn from the world's seed. */
export function gradeOfCut(cut: Cut): Grade {
  const luck = LUCK * draw(cut.worldSeed, 'cut', cut.sourceId, cut.partType, cut.ordinal);
  const score = cut.toolQuality + cut.skill * SKILL_WEIGHT + luck - cut.difficulty;
  return THRESHOLDS.find(([, from]) => score >= from)?.[0] ?? 'F';
}

/** Whether a grade is at least as good as another. */
export function isAtLeast(grade: Grade, wanted: Grade): boolean {
  return GRADES.indexOf(grade) <= GRADES.indexOf(wanted);
}
