import fc from 'fast-check';
import { DAY_GMS, HOUR_GMS } from './calendar.js';
import { nextPhaseStart, phaseNumberOf, phaseOf } from './day-phase.js';

const at = (hour: number): number => 5 * DAY_GMS + hour * HOUR_GMS;

describe('phases of the day', () => {
  it.each([
    [0, 'NIGHT'],
    [2, 'NIGHT'],
    [3, 'WITCHING'],
    [5, 'DAWN'],
    [7, 'DAY'],
    [17, 'DAY'],
    [18, 'DUSK'],
    [20, 'NIGHT'],
  ])('%d:00 is %s', (hour, phase) => {
    expect(phaseOf(at(hour))).toBe(phase);
  });

  it('begin on the first millisecond of their hour', () => {
    expect(phaseOf(at(3) - 1)).toBe('NIGHT');
  });

  it('are found ahead, on the next day if need be', () => {
    expect(nextPhaseStart(at(4))).toBe(at(5));
    expect(nextPhaseStart(at(4), 'WITCHING')).toBe(at(27));
    expect(nextPhaseStart(at(22), 'WITCHING')).toBe(at(27));
    expect(nextPhaseStart(at(3), 'WITCHING')).toBe(at(27));
  });

  it('are numbered so that the number grows by one exactly when a phase begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 * DAY_GMS }), (gms) => {
        const next = nextPhaseStart(gms);
        expect(phaseNumberOf(next - 1)).toBe(phaseNumberOf(gms));
        expect(phaseNumberOf(next)).toBe(phaseNumberOf(gms) + 1);
        expect(phaseOf(next)).not.toBe(phaseOf(next - 1));
      }),
    );
  });
});
