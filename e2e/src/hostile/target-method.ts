import type { DescMessage, FileRegistry } from '@bufbuild/protobuf';

/** How a method is reached by HTTP, from its `google.api.http` option. */
export interface TargetRoute {
  /** Upper case. */
  readonly verb: string;
  /** Path template, as written: `/v1/quests/{quest_id}:claim`. */
  readonly template: string;
  /** `*`, a field of the request, or empty: no body. */
  readonly body: string;
}

/** One rpc of a running service, as its contract describes it. */
export interface TargetMethod {
  /** As in subjects, such as `time-manager`. */
  readonly service: string;
  readonly name: string;
  /** Path of the Connect protocol, with its leading slash. */
  readonly procedure: string;
  readonly streams: 'no' | 'answers' | 'requests';
  /** Names of the method options, such as `ACCESS_PLAYER`; `ACCESS_UNSPECIFIED` when it says nothing. */
  readonly access: string;
  readonly takesIdempotencyKey: boolean;
  /** Its deadline, in milliseconds. */
  readonly timeoutMs: number;
  readonly input: DescMessage;
  readonly registry: FileRegistry;
  readonly route: TargetRoute | undefined;
}
