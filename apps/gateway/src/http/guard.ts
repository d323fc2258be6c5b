import { RpcError } from '@bodybroker/nats-sdk';
import { checkAccess, isPublic } from '../auth/check-access.js';
import { actorName, ANONYMOUS, type Principal } from '../auth/principal.js';
import type { TokenVerifier } from '../auth/token-verifier.js';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import type { RateLimiter } from '../limits/rate-limiter.js';

export interface GuardOptions {
  readonly verifier: Pick<TokenVerifier, 'verify'>;
  /** Undefined: rates are not limited. */
  readonly rateLimiter: RateLimiter | undefined;
  /** Why a service is closed, for people; undefined: it is open. */
  readonly closedBecause: (service: string) => string | undefined;
}

/** The door: who may come in, and how often. */
export class Guard {
  readonly #options: GuardOptions;

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  /**
   * Lets a request for a method in.
   * @param authorization the header, undefined when there is none
   * @throws RpcError UNAUTHENTICATED | PERMISSION_DENIED | RESOURCE_EXHAUSTED RATE_LIMITED | UNAVAILABLE MAINTENANCE
   */
  async admit(method: GatewayMethod, authorization: string | undefined, clientAddress: string): Promise<Principal> {
    const principal = await this.#authenticate(method, authorization);
    await this.#limit(principal, clientAddress);
    checkAccess(method, principal);
    const closed = this.#options.closedBecause(method.service);
    if (closed !== undefined) {
      throw new RpcError('UNAVAILABLE', 'MAINTENANCE', closed, { details: { service: method.service } });
    }
    return principal;
  }

  async #authenticate(method: GatewayMethod, authorization: string | undefined): Promise<Principal> {
    if (authorization === undefined) return ANONYMOUS;
    const token = /^Bearer +([\w\-.~+/]+=*) *$/i.exec(authorization)?.[1];
    try {
      if (token === undefined)
        throw new RpcError('UNAUTHENTICATED', 'TOKEN_INVALID', 'the Authorization header holds no bearer token');
      return (await this.#options.verifier.verify(token)).principal;
    } catch (error) {
      // A client that sends its old token along when it logs in again is not to be turned away.
      if (isPublic(method)) return ANONYMOUS;
      throw error;
    }
  }

  async #limit({ actor }: Principal, clientAddress: string): Promise<void> {
    // Services have their own limits, and one stands for many players.
    if (this.#options.rateLimiter === undefined || actor.kind === 'service') return;
    const caller = actor.kind === 'anonymous' ? `address:${clientAddress}` : actorName(actor);
    const decision = await this.#options.rateLimiter.take(caller);
    if (decision.allowed) return;
    throw new RpcError('RESOURCE_EXHAUSTED', 'RATE_LIMITED', 'too many requests', {
      retryAfterMs: decision.retryAfterMs,
    });
  }
}
