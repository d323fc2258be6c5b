import { writeNote } from './note.js';

describe('writeNote', () => {
  it('leaves spaces around the text out', () => {
    expect(writeNote('  an eye for the Weigher ')).toEqual({ text: 'an eye for the Weigher' });
  });

  it('refuses a blank text', () => {
    expect(() => writeNote('  ')).toThrow(expect.objectContaining({ reason: 'BLANK_NOTE' }));
  });
});
