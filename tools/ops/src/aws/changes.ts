import type { Output } from '../cli/output.js';

/** A call that changes something in AWS. */
export interface PlannedCall {
  /** Such as `ecs:UpdateService`. */
  readonly call: string;
  readonly input: unknown;
}

/** Every change goes through here, so that a dry run changes nothing and shows the very inputs that would be sent. */
export interface Changes {
  readonly dryRun: boolean;
  /** What was sent, or would have been, in order; secrets are left out. */
  readonly calls: readonly PlannedCall[];
  /**
   * @param command of the AWS SDK
   * @param planned stands for the answer in a dry run
   */
  make<Answer>(
    call: string,
    command: { readonly input: object },
    send: () => Promise<Answer>,
    planned: Answer,
  ): Promise<Answer>;
}

const HIDDEN = '(secret)';
const SECRET_FIELDS: ReadonlySet<string> = new Set(['SecretString', 'Passwords', 'AuthToken']);

export function createChanges(dryRun: boolean, output: Pick<Output, 'progress'>): Changes {
  const calls: PlannedCall[] = [];
  return {
    dryRun,
    calls,
    make: async (call, { input }, send, planned) => {
      const shown: unknown = JSON.parse(JSON.stringify(input, withoutSecrets));
      calls.push({ call, input: shown });
      if (!dryRun) {
        output.progress(call);
        return send();
      }
      output.progress(`would call ${call} ${JSON.stringify(shown, undefined, 2)}`);
      return planned;
    },
  };
}

function withoutSecrets(name: string, value: unknown): unknown {
  if (!SECRET_FIELDS.has(name) || value === undefined) return value;
  return Array.isArray(value) ? value.map(() => HIDDEN) : HIDDEN;
}
