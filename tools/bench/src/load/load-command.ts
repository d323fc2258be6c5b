import type { HttpTarget } from './http-target.js';

/** What a process that makes load is told to do. */
export type LoadCommand =
  | {
      readonly kind: 'saturate';
      /** Absent where the process has only one thing to call. */
      readonly target?: HttpTarget;
      readonly inFlight: number;
      readonly seconds: number;
    }
  | {
      readonly kind: 'rate';
      readonly target?: HttpTarget;
      readonly perSecond: number;
      readonly seconds: number;
    }
  | {
      readonly kind: 'stream';
      readonly target?: HttpTarget;
      /** Frames that may be on their way; absent: as the client ships. */
      readonly window?: number;
      readonly seconds: number;
    };
