import { getExtension, hasExtension, toBinary, type DescField, type Registry } from '@bufbuild/protobuf';
import { FieldRules } from '@bodybroker/contracts-options';

/** The rules of a field (`bodybroker.options.v1.field`); undefined: it has none. */
export function fieldRulesOf(field: DescField, registry: Registry): FieldRules | undefined {
  const extension = registry.getExtension('bodybroker.options.v1.field');
  const options = field.proto.options;
  if (extension?.message === undefined || options === undefined || !hasExtension(options, extension)) return undefined;
  return FieldRules.fromBinary(toBinary(extension.message, getExtension(options, extension) as never));
}
