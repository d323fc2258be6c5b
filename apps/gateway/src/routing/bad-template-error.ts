/** A path template that does not follow the grammar of google/api/http.proto. */
export class BadTemplateError extends Error {
  override readonly name = 'BadTemplateError';

  constructor(
    readonly template: string,
    readonly problem: string,
  ) {
    super(`the path template "${template}" ${problem}`);
  }
}
