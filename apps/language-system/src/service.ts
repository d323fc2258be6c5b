import { LanguageSystemService, contract, type ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadTongues } from './content/load-tongues.js';
import type { Deps } from './deps.js';
import { WordWeights } from './domain/fluency.js';
import { addLexeme } from './handlers/add-lexeme.js';
import { comprehendText } from './handlers/comprehend-text.js';
import { createLanguage } from './handlers/create-language.js';
import { detectLanguage } from './handlers/detect-language.js';
import { generateName } from './handlers/generate-name.js';
import { generatePhrase } from './handlers/generate-phrase.js';
import { getFluency } from './handlers/get-fluency.js';
import { getLanguage } from './handlers/get-language.js';
import { getLexeme } from './handlers/get-lexeme.js';
import { learnWords } from './handlers/learn-words.js';
import { listLanguages } from './handlers/list-languages.js';
import { listLexemes } from './handlers/list-lexemes.js';
import { renderScript } from './handlers/render-script.js';
import { translateText } from './handlers/translate-text.js';
import { updateLanguage } from './handlers/update-language.js';
import { loadPatterns } from './patterns/load-patterns.js';
import { languageCreated } from './publishers/language-created.js';
import { languageLearned } from './publishers/language-learned.js';
import { KnowledgeStore } from './storage/knowledge-store.js';
import { Tongues } from './storage/tongues.js';
import { onNpcTalked } from './subscribers/on-npc-talked.js';
import { onPropInspected } from './subscribers/on-prop-inspected.js';
import { LanguageModels } from './translating/language-models.js';
import { Translator } from './translating/translator.js';
import { Understanding } from './translating/understanding.js';
import { WordAllowance } from './translating/word-allowance.js';
import { shipLanguages } from './workers/ship-languages.js';

/** The invented tongues. */
export const service = defineService({
  name: 'language-system',
  contract,
  config,
  build: async ({ config: { worldSeed }, store, content, clock, random }) => {
    const compile = await loadPatterns();
    const { core, phrases, languages } = loadTongues(content, worldSeed, compile);
    const coreLemmas = core.map(({ lemma }) => lemma);
    const weights = new WordWeights(coreLemmas);
    const tongues = new Tongues(store, {
      core,
      compile,
      random,
      eventOf: (language) => languageCreated(language, clock),
    });
    const knowledge = new KnowledgeStore(store, {
      random,
      eventOf: (lesson) => languageLearned(lesson, weights, clock),
    });
    const deps: Deps = {
      tongues,
      knowledge,
      translator: new Translator(tongues, new WordAllowance(store)),
      understanding: new Understanding({ tongues, knowledge, weights }),
      models: new LanguageModels(tongues, coreLemmas),
      weights,
      phrases,
      compile,
      clock,
    };
    const shipping = shipLanguages(tongues, languages);
    return {
      implementations: [
        implement<ILanguageSystemService>(LanguageSystemService, {
          createLanguage: createLanguage(deps),
          getLanguage: getLanguage(deps),
          listLanguages: listLanguages(deps),
          updateLanguage: updateLanguage(deps),
          addLexeme: addLexeme(deps),
          getLexeme: getLexeme(deps),
          listLexemes: listLexemes(deps),
          translateText: translateText(deps),
          generatePhrase: generatePhrase(deps),
          generateName: generateName(deps),
          detectLanguage: detectLanguage(deps),
          renderScript: renderScript(deps),
          getFluency: getFluency(deps),
          learnWords: learnWords(deps),
          comprehendText: comprehendText(deps),
        }),
      ],
      subscribers: [onNpcTalked(deps), onPropInspected(deps)],
      workers: [shipping.worker],
      healthChecks: [shipping.healthCheck],
    };
  },
});
