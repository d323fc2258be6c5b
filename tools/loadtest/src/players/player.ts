/** Somebody who plays: an account of their own, and so a rate limit of their own. */
export interface Player {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  /** Access token; renewed while the test runs. */
  token: string;
  refreshToken: string;
  /** Unix milliseconds. */
  tokenExpiresMs: number;
}
