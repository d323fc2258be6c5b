import type { InboxMux, InboxRoute } from '../inbox-mux.js';
import type { AddressLimits } from './reply-allowance.js';

/**
 * Where one side of a stream listens. A message server may count and time what goes to one reply subject (see ReplyAllowance), so a long stream
 * gives out a new one now and then. The newest counts; those before it are kept until the first frame comes to a newer one, since frames keep
 * their order. How many that can be is bounded by the peer's window and timeout.
 */
export class ListeningAddresses {
  readonly #mux: InboxMux;
  readonly #route: InboxRoute;
  readonly #limits: AddressLimits;
  #newest: string;
  #older: string[] = [];
  #sinceMs: number;
  /** Frames that gave the newest out, and frames that came to it. The first address goes out with the opening. */
  #frames = 1;

  constructor(mux: InboxMux, route: InboxRoute, limits: AddressLimits) {
    this.#mux = mux;
    this.#route = route;
    this.#limits = limits;
    this.#newest = mux.open(route);
    this.#sinceMs = performance.now();
  }

  get newest(): string {
    return this.#newest;
  }

  /** The address to give out with one frame now. */
  giveOut(nowMs: number): string {
    if (this.#frames >= this.#limits.frames || nowMs - this.#sinceMs >= this.#limits.ageMs) {
      this.#older.push(this.#newest);
      this.#newest = this.#mux.open(this.#route);
      this.#sinceMs = nowMs;
      this.#frames = 0;
    }
    this.#frames += 1;
    return this.#newest;
  }

  /** Notes a frame that came. */
  heard(address: string): void {
    if (address === this.#newest) this.#frames += 1;
    if (this.#older.length === 0) return;
    const position = this.#older.indexOf(address);
    const before = address === this.#newest ? this.#older.length : Math.max(position, 0);
    for (const older of this.#older.splice(0, before)) this.#mux.close(older);
  }

  close(): void {
    for (const address of [this.#newest, ...this.#older]) this.#mux.close(address);
  }
}
