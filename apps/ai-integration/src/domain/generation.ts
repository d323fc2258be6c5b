/** What a text is for. */
export const GENERATION_KINDS = ['DIALOGUE', 'NARRATION', 'DESCRIPTION', 'SUMMARY', 'BARK', 'JSON'] as const;
export type GenerationKind = (typeof GENERATION_KINDS)[number];

/** Who speaks in a message. */
export const CHAT_ROLES = ['SYSTEM', 'USER', 'ASSISTANT'] as const;
export type ChatRole = (typeof CHAT_ROLES)[number];

export interface ChatMessage {
  readonly role: ChatRole;
  readonly content: string;
}

/** Something the speaker knows. */
export interface Fact {
  readonly id: string;
  readonly text: string;
  /** How much it matters; 0 counts as 1. */
  readonly weight: number;
}

export interface GenerationContext {
  /** Words for the text by name: player, place, organ, price, topic, intent, npc; trust, fear, respect, familiarity and debt as numbers. */
  readonly slots: Readonly<Record<string, string>>;
  /** `group:value` (archetype, mood, intent, weather, hour, ward, length) and `without:<notice>` (gore, phobia, phobia.needles…). */
  readonly tags: readonly string[];
  readonly facts: readonly Fact[];
}

export interface GenerationParams {
  /** 1..4096. */
  readonly maxTokens: number;
  /** 0..2. */
  readonly temperature?: number;
  /** 0..1. */
  readonly topP?: number;
  /** Equal requests with equal seeds give equal embedded text. */
  readonly seed?: bigint;
  /** The text ends before the first of these. */
  readonly stop: readonly string[];
  /** JSON Schema as text; needed for JSON, refused for other kinds. */
  readonly jsonSchema?: string;
}

/** What Generate and GenerateStream are asked, free of the wire. */
export interface GenerateRequest {
  readonly kind: GenerationKind;
  readonly messages: readonly ChatMessage[];
  readonly context: GenerationContext;
  readonly params: GenerationParams;
  /** Model references in order of wish; empty means the default model. */
  readonly targets: readonly string[];
}

export type FinishReason = 'STOP' | 'LENGTH' | 'CANCELLED' | 'CONTENT_FILTER' | 'ERROR';

export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly costMicros: bigint;
}

/** The newest message of the user, or an empty text. */
export function lastUserText(messages: readonly ChatMessage[]): string {
  return messages.findLast((message) => message.role === 'USER')?.content ?? '';
}
