/** The world a request names, or else the one its context does. */
export function worldOf(request: { readonly worldId: string }, context: { readonly worldId: string }): string {
  return request.worldId === '' ? context.worldId : request.worldId;
}
