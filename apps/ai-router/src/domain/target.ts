/** The model that is always there, and the provider it is. */
export const EMBEDDED_MODEL = 'narrator';
export const EMBEDDED_PROVIDER = 'embedded';

/** By this a version says that no text leaves the server on its way to it. */
export const LOCAL_CAPABILITY = 'ai.local';

/** Millionths of a US dollar for a million tokens. */
export interface TargetPrice {
  readonly inputMicrosPerMtok: number;
  readonly outputMicrosPerMtok: number;
}

/** A model that requests may be sent to. */
export interface Target {
  /** What is asked for: the model's name where it is deployed, else `name:number`. */
  readonly modelRef: string;
  readonly name: string;
  /** The version behind it now, such as `narrator:3`. */
  readonly versionRef: string;
  readonly provider: string;
  readonly isEmbedded: boolean;
  /** Whether text stays on the server. */
  readonly isLocal: boolean;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly price: TargetPrice;
  readonly capabilities: readonly string[];
  /** 0 to 1, as evaluations say. */
  readonly quality: number;
}

/** Of a version that no suite has measured. */
export const UNKNOWN_QUALITY = 0.5;
const EMBEDDED_QUALITY = 0.2;

/** What is known without a registry. */
export const EMBEDDED_TARGET: Target = {
  modelRef: EMBEDDED_MODEL,
  name: EMBEDDED_MODEL,
  versionRef: `${EMBEDDED_MODEL}:1`,
  provider: EMBEDDED_PROVIDER,
  isEmbedded: true,
  isLocal: true,
  contextTokens: 65_536,
  maxOutputTokens: 4096,
  price: { inputMicrosPerMtok: 0, outputMicrosPerMtok: 0 },
  capabilities: ['ai.chat', 'ai.chat.stream', 'ai.chat.json', LOCAL_CAPABILITY],
  quality: EMBEDDED_QUALITY,
};

/** What tokens cost at a target, in millionths of a US dollar, rounded up. */
export function costAt({ price }: Pick<Target, 'price'>, promptTokens: number, completionTokens: number): number {
  const { inputMicrosPerMtok, outputMicrosPerMtok } = price;
  return Math.ceil((promptTokens * inputMicrosPerMtok + completionTokens * outputMicrosPerMtok) / 1_000_000);
}

/** Whether a name in a list of a request means this target. */
export function isCalled(target: Target, name: string): boolean {
  return [target.modelRef, target.name, target.versionRef].includes(name);
}

/** The target that somebody asked by a reference of whatever form: `narrator`, `narrator:1`, `narrator@champion`, `embedded`. */
export function targetOf(targets: readonly Target[], ref: string): Target | undefined {
  if (ref === EMBEDDED_PROVIDER) return targets.find(({ isEmbedded }) => isEmbedded);
  const name = ref.split('@', 1)[0] ?? ref;
  return (
    targets.find(({ modelRef }) => modelRef === ref) ??
    targets.find(({ versionRef }) => versionRef === ref) ??
    targets.find((target) => target.modelRef === name)
  );
}
