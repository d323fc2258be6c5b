import { snippetOf } from './snippet.js';

describe('a snippet', () => {
  it('shows a short text whole, with what matched', () => {
    expect(snippetOf('The Ledger’s skin.', new Set(['ledger', 'skin']))).toBe('The <em>Ledger’s</em> <em>skin</em>.');
  });

  it('begins a little before where most matches are', () => {
    const text = `${'one '.repeat(60)}the eel and the other eel ${'two '.repeat(60)}`;
    const snippet = snippetOf(text, new Set(['eel']));
    expect(snippet).toMatch(/^… (?:one )+the <em>eel<\/em> and the other <em>eel<\/em> (?:two )+…$/);
    expect(snippet.split(' ').length).toBeLessThan(45);
  });

  it('is escaped, also where nothing matched', () => {
    expect(snippetOf('<b>&"', new Set())).toBe('&lt;b&gt;&amp;&quot;');
    expect(snippetOf('<', new Set())).toBe('&lt;');
  });
});
