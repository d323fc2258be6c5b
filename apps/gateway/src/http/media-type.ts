/** The type of a Content-Type without its parameters, in lower case. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1).join('').trim().toLowerCase();
}

/** Whether a Content-Type says JSON: `application/json` or `application/<x>+json`. */
export function isJson(contentType: string | undefined): boolean {
  if (contentType === 'application/json') return true;
  const type = mediaTypeOf(contentType);
  return type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type);
}

/**
 * Picks the first of the offered types that an Accept header takes, the client's preference (q) first.
 * @param offered media types, the server's preference first
 * @returns undefined when none is acceptable
 */
export function negotiate<Type extends string>(accept: string | undefined, offered: readonly Type[]): Type | undefined {
  if (accept === undefined || accept.trim() === '') return offered[0];
  let best: { readonly type: Type; readonly quality: number } | undefined;
  for (const type of offered) {
    const quality = qualityOf(accept, type);
    if (quality > (best?.quality ?? 0)) best = { type, quality };
  }
  return best?.type;
}

function qualityOf(accept: string, type: string): number {
  const [group] = type.split('/', 1);
  let found = { specificity: -1, quality: 0 };
  for (const range of accept.split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const specificity = name === type ? 2 : name === `${group}/*` ? 1 : name === '*/*' ? 0 : -1;
    if (specificity <= found.specificity) continue;
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const quality = q === undefined ? 1 : Number(q);
    found = { specificity, quality: Number.isFinite(quality) ? quality : 0 };
  }
  return found.quality;
}
