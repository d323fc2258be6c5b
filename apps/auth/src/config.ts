import { countBetween, str } from '@bodybroker/service-kit';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Settings of auth, beside those every service has. */
export const config = {
  serviceSecret: str({ desc: 'what services prove themselves with to IssueServiceToken' }),
  authSealSecret: str({
    default: '',
    desc: 'what private signing keys are encrypted with; the service secret when empty',
  }),
  authAccessTtlMs: countBetween(
    1000,
    24 * 60 * MINUTE_MS,
  )({ default: 10 * MINUTE_MS, desc: 'life of an access token' }),
  authRefreshTtlMs: countBetween(MINUTE_MS, 365 * DAY_MS)({ default: 30 * DAY_MS, desc: 'life of an unused session' }),
  bootstrapAdminUser: str({ default: '', desc: 'name of an admin to make when there is no such account' }),
  bootstrapAdminPassword: str({ default: '', desc: 'password of that admin' }),
};
