/** What a command's exit code says; documented in docs/operations.md. */
export const EXIT = {
  ok: 0,
  /** Something is down, differs or failed. */
  failed: 1,
  /** The command line cannot be understood. */
  usage: 2,
  /** Nothing was changed: it needs --yes, or would overwrite. */
  refused: 3,
  /** A setting is bad; EX_CONFIG of sysexits.h. */
  config: 78,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
