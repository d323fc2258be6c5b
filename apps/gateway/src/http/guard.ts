import { RpcError } from '@bodybroker/nats-sdk';
import { checkAccess, isPublic } from '../auth/check-access.js';
import { actorName, ANONYMOUS, type Principal } from '../auth/principal.js';
import type { TokenVerifier } from '../auth/token-verifier.js';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import type { RateDecision, RateLimiter } from '../limits/rate-limiter.js';

export interface GuardOptions {
  readonly verifier: Pick<TokenVerifier, 'verify'>;
  /** Undefined: rates are not limited. */
  readonly rateLimiter: RateLimiter | undefined;
  /** Why a service is closed, for people; undefined: it is open. */
  readonly closedBecause: (service: string) => string | undefined;
}

const BEARER = /^Bearer +([\w\-.~+/]+=*) *$/i;

/** The door: who may come in, and how often. */
export class Guard {
  readonly #options: GuardOptions;

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  /**
   * Lets a request for a method in. Answers something to wait for only where a key has to be looked at or another to be asked.
   * @param authorization the header, undefined when there is none
   * @throws RpcError UNAUTHENTICATED | PERMISSION_DENIED | RESOURCE_EXHAUSTED RATE_LIMITED | UNAVAILABLE MAINTENANCE
   */
  admit(
    method: GatewayMethod,
    authorization: string | undefined,
    clientAddress: string,
  ): Principal | Promise<Principal> {
    const principal = authorization === undefined ? ANONYMOUS : this.#authenticate(method, authorization);
    return principal instanceof Promise
      ? principal.then((known) => this.#letIn(method, known, clientAddress))
      : this.#letIn(method, principal, clientAddress);
  }

  #letIn(method: GatewayMethod, principal: Principal, clientAddress: string): Principal | Promise<Principal> {
    const limiting = this.#limit(principal, clientAddress);
    return limiting === undefined
      ? this.#checked(method, principal)
      : limiting.then(() => this.#checked(method, principal));
  }

  #checked(method: GatewayMethod, principal: Principal): Principal {
    checkAccess(method, principal);
    const closed = this.#options.closedBecause(method.service);
    if (closed !== undefined) {
      throw new RpcError('UNAVAILABLE', 'MAINTENANCE', closed, { details: { service: method.service } });
    }
    return principal;
  }

  #authenticate(method: GatewayMethod, authorization: string): Principal | Promise<Principal> {
    const token = BEARER.exec(authorization)?.[1];
    // A client that sends its old token along when it logs in again is not to be turned away.
    const onRefused = (error: unknown): Principal => {
      if (isPublic(method)) return ANONYMOUS;
      throw error;
    };
    try {
      if (token === undefined)
        throw new RpcError('UNAUTHENTICATED', 'TOKEN_INVALID', 'the Authorization header holds no bearer token');
      const verified = this.#options.verifier.verify(token);
      if (!(verified instanceof Promise)) return verified.principal;
      return verified.then(({ principal }) => principal, onRefused);
    } catch (error) {
      return onRefused(error);
    }
  }

  /** Answers something to wait for only where another has to be asked. */
  #limit({ actor }: Principal, clientAddress: string): Promise<void> | undefined {
    // Services have their own limits, and one stands for many players.
    if (this.#options.rateLimiter === undefined || actor.kind === 'service') return undefined;
    const caller = actor.kind === 'anonymous' ? `address:${clientAddress}` : actorName(actor);
    const decision = this.#options.rateLimiter.take(caller);
    return decision instanceof Promise ? decision.then(assertAllowed) : assertAllowed(decision);
  }
}

function assertAllowed(decision: RateDecision): undefined {
  if (decision.allowed) return;
  throw new RpcError('RESOURCE_EXHAUSTED', 'RATE_LIMITED', 'too many requests', {
    retryAfterMs: decision.retryAfterMs,
  });
}
