/** Thrown when no usable server program was found; the message says where it was looked for and what to do. */
export class ServerBinaryNotFoundError extends Error {
  override readonly name = 'ServerBinaryNotFoundError';

  constructor(
    /** `nats-server` or `redis-server`. */
    readonly program: string,
    looked: readonly string[],
  ) {
    super(
      `${program} was not found. Looked at: ${looked.join(', ')}. ` +
        `Run \`npm run setup\` in the workspace, or name one with ${binaryVariable(program)}=/path/to/${program}.`,
    );
  }
}

/** The environment variable that names a program: `NATS_SERVER_BIN` for `nats-server`. */
export function binaryVariable(program: string): string {
  return `${program.replaceAll('-', '_').toUpperCase()}_BIN`;
}
