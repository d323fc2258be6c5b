/** A JSON Schema (2020-12) or a reference to one, as OpenAPI 3.1 takes it. */
export type JsonSchema = { readonly [keyword: string]: unknown };
