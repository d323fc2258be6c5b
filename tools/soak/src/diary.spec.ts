import { Diary } from './diary.js';

describe('the diary of a soak', () => {
  it('breaks when a version goes back, and when we answer with a bug', () => {
    const diary = new Diary();
    diary.saw('quest', '2');
    diary.saw('quest', '2');
    diary.saw('other', 1);
    expect(diary.violations).toEqual([]);
    diary.saw('quest', '1');
    diary.answered({ call: 'GET /v1/x', status: 500, reason: 'INTERNAL', ms: 1 });
    expect(diary.violations).toEqual(['quest went back from version 2 to 1', 'GET /v1/x answered 500 INTERNAL']);
    expect(diary.report(1)).toContain('BROKEN: 2');
  });

  it('counts flows and refusals', () => {
    const diary = new Diary();
    diary.flow('talk', 'done');
    diary.flow('talk', 'givenUp');
    diary.answered({ call: 'GET /', status: 503, reason: 'AWAY', ms: 5 });
    diary.answered({ call: 'GET /', status: 200, reason: '', ms: 5 });
    const report = diary.report(2);
    expect(report).toContain('1 done, 1 given up');
    expect(report).toContain('1  503 AWAY');
    expect(report).toContain('No invariant was broken.');
  });
});
