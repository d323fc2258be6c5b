import { countTokens } from './count-tokens.js';
import { pickFacts, type Passage } from './pick-facts.js';

const passage = (text: string, score: number, ...matched: string[]): Passage => ({
  collection: 'lore',
  documentId: `d${score}`,
  title: 'T',
  text,
  score,
  matched: new Set(matched),
});

describe('facts', () => {
  it('begin with the sentence that answers best, and what follows it', () => {
    const { facts } = pickFacts([passage('Rain fell. The eel was sold. It was cheap.', 2, 'eel')], {
      tokenBudget: 50,
      maxFacts: 3,
    });
    expect(facts).toMatchObject([{ text: 'The eel was sold. It was cheap.', weight: 1, documentId: 'd2' }]);
  });

  it('never go over the budget, and leave out whole what does not fit', () => {
    const passages = [
      passage(`${'Very '.repeat(60)}long eel.`, 4, 'eel'),
      passage('Eel. Short. And more of it.', 2, 'eel'),
    ];
    const { facts, tokensUsed } = pickFacts(passages, { tokenBudget: 5, maxFacts: 3 });
    expect(facts.map(({ text }) => text)).toEqual(['Eel. Short.']);
    expect(tokensUsed).toBe(countTokens('Eel. Short.'));
    expect(facts[0]?.weight).toBe(0.5);
  });

  it('are said once, and are as many as asked for', () => {
    const twice = [passage('The eel.', 3, 'eel'), passage('The eel.', 2, 'eel'), passage('An eel.', 1, 'eel')];
    const texts = (maxFacts: number) => pickFacts(twice, { tokenBudget: 100, maxFacts }).facts.map(({ text }) => text);
    expect(texts(5)).toEqual(['The eel.', 'An eel.']);
    expect(texts(1)).toEqual(['The eel.']);
  });
});
