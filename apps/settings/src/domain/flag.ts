import { invalidArgument, type JsonValue } from '@bodybroker/domain';

/** The weights of a rule's splits add up to this. */
export const WHOLE = 10_000;

export interface VariantSplit {
  readonly variant: string;
  /** Of 10 000. */
  readonly weight: number;
}

/** Who gets which variant: one for all whom the condition takes, or shares of them. */
export interface FlagRule {
  /** Over `targeting_key` and `attributes`. Empty: everybody. */
  readonly condition: string;
  /** Empty: see splits. */
  readonly variant: string;
  readonly splits: readonly VariantSplit[];
}

export interface Flag {
  readonly key: string;
  readonly enabled: boolean;
  readonly variants: Readonly<Record<string, JsonValue>>;
  readonly defaultVariant: string;
  /** The first whose condition holds decides. */
  readonly rules: readonly FlagRule[];
  /** Goes into the split. Empty: the key. */
  readonly salt: string;
}

/** @throws DomainError INVALID_ARGUMENT, naming the field and the rule */
export function checkFlag(flag: Flag): Flag {
  const { variants, defaultVariant, rules } = flag;
  const knows = (field: string, variant: string): void => {
    if (!Object.hasOwn(variants, variant)) throw invalidArgument(field, `${variant} is no variant of this flag`);
  };
  knows('flag.default_variant', defaultVariant);
  rules.forEach(({ variant, splits }, at) => {
    const field = `flag.rules.${at}`;
    if ((variant === '') === (splits.length === 0)) throw invalidArgument(field, 'needs either a variant or splits');
    if (variant !== '') return knows(`${field}.variant`, variant);
    for (const split of splits) knows(`${field}.splits`, split.variant);
    const sum = splits.reduce((total, { weight }) => total + weight, 0);
    if (sum !== WHOLE) throw invalidArgument(`${field}.splits`, `weights must add up to ${WHOLE}, not ${sum}`);
  });
  return flag;
}
