import { HOUR_GMS, clockFace, hourAt } from './game-clock.js';

const DAY_GMS = 24 * HOUR_GMS;

describe('the game clock', () => {
  it('counts whole hours and days from gms 0', () => {
    expect([0, HOUR_GMS - 1, HOUR_GMS, 25 * HOUR_GMS].map(hourAt)).toEqual([0, 0, 1, 25]);
    expect(clockFace(0)).toEqual({ gms: 0, day: 0, hour: 0, phase: 'NIGHT', season: 'SPRING' });
    expect(clockFace(25 * HOUR_GMS + 1)).toMatchObject({ gms: 25 * HOUR_GMS + 1, day: 1, hour: 1 });
  });

  it.each([
    [0, 'NIGHT'],
    [3, 'WITCHING'],
    [5, 'DAWN'],
    [7, 'DAY'],
    [18, 'DUSK'],
    [20, 'NIGHT'],
  ] as const)('has a phase that begins at %d:00: %s', (hour, phase) => {
    expect(clockFace(9 * DAY_GMS + hour * HOUR_GMS).phase).toBe(phase);
    if (hour > 0) expect(clockFace(9 * DAY_GMS + hour * HOUR_GMS - 1).phase).not.toBe(phase);
  });

  it('has four seasons of ninety days, and then the first again', () => {
    const seasons = Array.from({ length: 5 }, (_, at) => clockFace(at * 90 * DAY_GMS).season);
    expect(seasons).toEqual(['SPRING', 'SUMMER', 'AUTUMN', 'WINTER', 'SPRING']);
    expect(clockFace(90 * DAY_GMS - 1).season).toBe('SPRING');
  });
});
