/** The JSON text of a model's reply: many put it between code fences. */
export function readJsonAnswer(reply: string): string {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/i.exec(reply);
  return (fenced?.[1] ?? reply).trim();
}
