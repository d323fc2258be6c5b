import type { InboxMux, InboxRoute } from '../inbox-mux.js';

/** Frames on one address before the next is given out; what is under way to it by then is less than a window. */
const FRAMES = 64;
/** How long one address is given out, in milliseconds. */
const AGE_MS = 20_000;

/**
 * Where one side of a stream listens. A server that lets a service answer by `allow_responses` counts what goes to one reply subject, and
 * since 2.10 neither count nor time begins anew when that subject is given again: a long stream gives out a new one now and then. The
 * newest counts; those before it are kept until the first frame comes there, since frames keep their order.
 */
export class ListeningAddresses {
  readonly #mux: InboxMux;
  readonly #route: InboxRoute;
  #newest: string;
  #older: string[] = [];
  #sinceMs: number;
  #frames = 0;

  constructor(mux: InboxMux, route: InboxRoute) {
    this.#mux = mux;
    this.#route = route;
    this.#newest = mux.open(route);
    this.#sinceMs = performance.now();
  }

  get newest(): string {
    return this.#newest;
  }

  /** The address to give out now. */
  next(nowMs: number): string {
    if (this.#older.length === 0 && (this.#frames >= FRAMES || nowMs - this.#sinceMs >= AGE_MS)) {
      this.#older.push(this.#newest);
      this.#newest = this.#mux.open(this.#route);
      this.#sinceMs = nowMs;
      this.#frames = 0;
    }
    return this.#newest;
  }

  /** Notes a frame that came. */
  heard(address: string): void {
    if (address !== this.#newest) return;
    this.#frames += 1;
    for (const older of this.#older) this.#mux.close(older);
    this.#older = [];
  }

  close(): void {
    for (const address of [this.#newest, ...this.#older]) this.#mux.close(address);
  }
}
