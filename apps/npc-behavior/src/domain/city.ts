/** What can be had at a place. */
export const SERVICES = ['eat', 'drink', 'pray', 'trade', 'company'] as const;
export type PlaceService = (typeof SERVICES)[number];

/** A place as its visitors know it. */
export interface Place {
  readonly id: string;
  readonly regionId: string;
  /** Whether there is a roof. */
  readonly isIndoors: boolean;
  readonly serves: readonly PlaceService[];
}

export interface CityPlan {
  readonly places: readonly Place[];
  /** Which wards border on each. */
  readonly neighbours: Readonly<Record<string, readonly string[]>>;
}

/** Longer than any way in the city, in wards. */
const FAR = 6;

/** Where things are, how far apart, and what can be had there. A place nobody listed is indoors, in the ward its id begins with. */
export class City {
  readonly #places: ReadonlyMap<string, Place>;
  readonly #hops = new Map<string, number>();

  constructor({ places, neighbours }: CityPlan) {
    this.#places = new Map(places.map((place) => [place.id, place]));
    for (const region of Object.keys(neighbours)) this.#measureFrom(region, neighbours);
  }

  has(locationId: string): boolean {
    return this.#places.has(locationId);
  }

  place(locationId: string): Place {
    const known = this.#places.get(locationId);
    if (known !== undefined) return known;
    return { id: locationId, regionId: `${locationId.split('-')[0]}-ward`, isIndoors: true, serves: [] };
  }

  placesOf(regionId: string): readonly Place[] {
    return [...this.#places.values()].filter((place) => place.regionId === regionId);
  }

  /** 0 at the place itself, 1 within a ward, then 1 for each ward on the way. */
  distance(from: string, to: string): number {
    if (from === to) return 0;
    const [a, b] = [this.place(from).regionId, this.place(to).regionId];
    return 1 + (a === b ? 0 : (this.#hops.get(`${a}>${b}`) ?? FAR));
  }

  /** The nearest place that will do; of equally near ones the first by id. */
  nearest(from: string, willDo: (place: Place) => boolean): Place | undefined {
    let best: { readonly place: Place; readonly distance: number } | undefined;
    for (const place of this.#places.values()) {
      if (!willDo(place)) continue;
      const distance = this.distance(from, place.id);
      const isBetter =
        best === undefined || distance < best.distance || (distance === best.distance && place.id < best.place.id);
      if (isBetter) best = { place, distance };
    }
    return best?.place;
  }

  #measureFrom(region: string, neighbours: CityPlan['neighbours']): void {
    const hops = new Map([[region, 0]]);
    const queue = [region];
    for (let here = queue.shift(); here !== undefined; here = queue.shift()) {
      const next = (hops.get(here) ?? 0) + 1;
      for (const neighbour of neighbours[here] ?? []) {
        if (hops.has(neighbour)) continue;
        hops.set(neighbour, next);
        queue.push(neighbour);
      }
    }
    for (const [to, count] of hops) this.#hops.set(`${region}>${to}`, count);
  }
}
