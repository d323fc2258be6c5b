import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { testClimate } from '../../test/test-climate.js';
import { loadRegions } from './load-regions.js';

function contentWith(regions: unknown, climate: unknown): ContentFolder {
  const path = mkdtempSync(join(tmpdir(), 'content-'));
  mkdirSync(join(path, 'climates'));
  writeFileSync(join(path, 'regions.json'), JSON.stringify(regions));
  writeFileSync(join(path, 'climates/bone-ward.json'), JSON.stringify(climate));
  return new ContentFolder(path);
}

const bone = [{ id: 'bone-ward', name: 'Bone Ward' }];

describe('the regions that are shipped', () => {
  it('are the nine wards, each with a climate that holds', () => {
    const regions = loadRegions(new ContentFolder(join(__dirname, '../../content/')));
    expect(regions.size).toBe(9);
    for (const { climate } of regions.values()) {
      expect(climate.SUMMER.tempMean).toBeGreaterThan(climate.WINTER.tempMean);
      for (const season of Object.values(climate)) expect(season.matrix.CLEAR?.STORM ?? 0).toBe(0);
    }
  });
});

describe('loading regions', () => {
  it('reads the climate of each', () => {
    expect(loadRegions(contentWith(bone, testClimate)).get('bone-ward')?.climate).toEqual(testClimate);
  });

  const spring = (matrix: unknown): unknown => ({ ...testClimate, SPRING: { ...testClimate.SPRING, matrix } });
  it.each([
    ['no list', {}, testClimate, 'regions.json'],
    ['a region without a name', [{ id: 'bone-ward' }], testClimate, 'regions.json'],
    ['no region', [], testClimate, 'regions.json'],
    ['a region twice', [...bone, ...bone], testClimate, 'two regions'],
    ['a region without climate', [{ id: 'ash-ward', name: 'Ash Ward' }], testClimate, 'climates/ash-ward.json'],
    ['a season too few', bone, { SPRING: testClimate.SPRING }, 'climates/bone-ward.json'],
    ['an unknown state', bone, spring({ HAIL: { HAIL: 1 } }), 'HAIL'],
    ['a probability that is a text', bone, spring({ CLEAR: { CLEAR: '1' } }), 'no number'],
    ['a row that does not add up', bone, spring({ CLEAR: { CLEAR: 0.5 } }), 'row CLEAR'],
  ])('refuses %s', (_what, regions, climate, message) => {
    expect(() => loadRegions(contentWith(regions, climate))).toThrow(message);
  });
});
