/** A capability as a client names it: `name`, or `name@range of versions`. */
export function capabilityOffers(capabilities: readonly string[]): { readonly name: string; readonly range: string }[] {
  return capabilities.map((text) => {
    const at = text.indexOf('@');
    return at < 0 ? { name: text, range: '*' } : { name: text.slice(0, at), range: text.slice(at + 1) };
  });
}
