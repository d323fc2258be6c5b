import { invalidArgument } from '@bodybroker/domain';

/**
 * The domain's name of an enum value from the wire.
 * @param names the names the domain knows; UNSPECIFIED is none of them
 * @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED for zero and for numbers unknown here
 */
export function enumName<Name extends string>(
  generated: Readonly<Record<number, string>>,
  value: number,
  names: readonly Name[],
  field: string,
): Name {
  const name = names.find((each) => each === generated[value]);
  if (name === undefined) throw invalidArgument(field, `must be one of ${names.join(', ')}`, 'ENUM_UNSPECIFIED');
  return name;
}
