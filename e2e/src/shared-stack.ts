import { Api } from './api.js';

/** The stack that global set-up started. */
export function sharedStack(): { readonly url: string; readonly natsUrl: string; readonly api: Api } {
  const url = process.env['E2E_URL'];
  const natsUrl = process.env['E2E_NATS_URL'];
  if (url === undefined || natsUrl === undefined) throw new Error('run with: npx nx e2e e2e');
  return { url, natsUrl, api: new Api(url) };
}
