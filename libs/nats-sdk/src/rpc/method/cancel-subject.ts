/**
 * `svc.<service>.cancel`: where callers of a method tell that they no longer wait, and every instance listens.
 * @returns undefined for a subject that a method option put outside of `svc.<service>.`; only its deadline ends such a call
 */
export function cancelSubject(methodSubject: string): string | undefined {
  const [root, service, ...rest] = methodSubject.split('.');
  return root === 'svc' && service !== undefined && rest.length > 0 ? `svc.${service}.cancel` : undefined;
}
