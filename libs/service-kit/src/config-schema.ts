import { makeValidator, type CleanedEnv, type ValidatorSpec } from 'envalid';

export { bool, num, port, str, url } from 'envalid';

/** A whole number between two bounds, both included. Use as `countBetween(1, 64)({ default: 8, desc: '…' })`. */
export const countBetween = (min: number, max: number) =>
  makeValidator<number>((text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new TypeError(`must be a whole number from ${min} to ${max}`);
    }
    return value;
  });

/** An `http://` or `https://` URL. */
export const httpUrl = makeValidator<string>((text) => {
  if (!['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '')) {
    throw new TypeError('must be a URL that starts with http:// or https://');
  }
  return text;
});

/** A number between two bounds, both included. Use as `numberBetween(0, 1)({ default: 0.5, desc: '…' })`. */
export const numberBetween = (min: number, max: number) =>
  makeValidator<number>((text) => {
    const value = Number(text);
    if (!(value >= min && value <= max)) throw new TypeError(`must be a number from ${min} to ${max}`);
    return value;
  });

/**
 * Names the settings of a service: camelCase key -> envalid validator. `tickMs` is read from `BB_TICK_MS`, or from the
 * file that `BB_TICK_MS_FILE` names.
 */
export type ConfigSchema = Readonly<Record<string, ValidatorSpec<unknown>>>;

/** The typed settings of a schema. */
export type ConfigOf<Schema> = CleanedEnv<Schema>;
