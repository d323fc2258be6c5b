import { ContentError, inContentFile } from './content-error.js';

describe('what reads a content file', () => {
  it('answers what was read', () => {
    expect(inContentFile('quests/x.json', () => 7)).toBe(7);
  });

  it('is told with the name of the file when it throws', () => {
    const cause = new RangeError('a step leads nowhere');
    const fail = () => {
      throw cause;
    };
    expect(() => inContentFile('quests/x.json', fail)).toThrow(
      new ContentError('quests/x.json', 'a step leads nowhere', cause),
    );
    expect(() => inContentFile('quests/x.json', fail)).toThrow('content/quests/x.json: a step leads nowhere');
  });
});
