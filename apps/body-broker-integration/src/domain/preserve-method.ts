export const PRESERVE_METHODS = ['ICE', 'BRINE', 'FORMALIN', 'RITE'] as const;
/** What keeps a part from spoiling. */
export type PreserveMethod = (typeof PRESERVE_METHODS)[number];
