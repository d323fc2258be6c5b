import { chunkText } from '../domain/chunk-text.js';
import type { CollectionSettings, FieldName } from '../domain/collection.js';
import type { LoreDocument } from '../domain/document.js';
import { isForAll } from '../domain/viewer.js';
import type { Vector } from '../domain/vector.js';
import { wordsOf } from '../domain/words.js';
import { WordTable } from './word-table.js';

/** A document as the index knows it: without its text, which is in its chunks. */
export interface IndexedDocument extends Omit<LoreDocument, 'text'> {
  readonly version: bigint;
  readonly isForAll: boolean;
  readonly chunks: readonly number[];
}

/** A piece of a document. */
export interface IndexedChunk {
  readonly number: number;
  readonly document: IndexedDocument;
  /** From 0, within the document. */
  readonly part: number;
  readonly text: string;
  readonly isFragment: boolean;
  /** Words in each searched field. */
  readonly lengths: readonly number[];
  /** Made when a search by likeness first needs it. */
  vector?: { readonly model: string; readonly value: Vector };
}

/** What the scores of a collection are made of: only what everybody sees, so that nothing hidden moves them. */
export interface FieldStatistics {
  readonly chunks: number;
  readonly averageLengths: readonly number[];
}

/** The documents of one collection, ready to be searched. An index that was changed equals one built anew. */
export class LoreIndex {
  readonly settings: CollectionSettings;
  readonly version: bigint;
  readonly table: WordTable;
  readonly #documents = new Map<string, IndexedDocument>();
  readonly #chunks = new Map<number, IndexedChunk>();
  readonly #commonLengths: number[];
  #commonChunks = 0;
  #nextChunk = 0;

  /** @param version the collection's @param stem what words of one kind have in common */
  constructor(settings: CollectionSettings, version: bigint, stem: (word: string) => string) {
    this.settings = settings;
    this.version = version;
    this.table = new WordTable(settings.language === 'en' ? stem : (word) => word);
    this.#commonLengths = settings.fields.map(() => 0);
  }

  get documents(): ReadonlyMap<string, IndexedDocument> {
    return this.#documents;
  }

  get chunks(): ReadonlyMap<number, IndexedChunk> {
    return this.#chunks;
  }

  get statistics(): FieldStatistics {
    const chunks = this.#commonChunks;
    return { chunks, averageLengths: this.#commonLengths.map((length) => (chunks === 0 ? 0 : length / chunks)) };
  }

  /** Puts a document in, in the place of an earlier version of it. */
  put({ text, ...about }: LoreDocument, version: bigint): void {
    this.remove(about.id);
    const pieces = chunkText(text);
    const numbers = pieces.map(() => this.#nextChunk++);
    const document: IndexedDocument = { ...about, version, isForAll: isForAll(about), chunks: numbers };
    this.#documents.set(about.id, document);
    pieces.forEach((piece, part) => this.#addChunk({ ...piece, document, part, number: numbers[part] ?? 0 }));
  }

  /** Takes a document out, if it is in. */
  remove(id: string): void {
    const document = this.#documents.get(id);
    if (document === undefined) return;
    this.#documents.delete(id);
    for (const number of document.chunks) {
      const chunk = this.#chunks.get(number);
      if (chunk === undefined) continue;
      this.#chunks.delete(number);
      this.table.remove(number, new Set(this.settings.fields.flatMap(({ name }) => fieldWords(chunk, name))));
      if (document.isForAll) this.#count(chunk.lengths, -1);
    }
  }

  #addChunk(chunk: Omit<IndexedChunk, 'lengths'>): void {
    const lengths = this.settings.fields.map(({ name }, field) => {
      const found = fieldWords(chunk, name);
      this.table.add(chunk.number, field, found);
      return found.length;
    });
    this.#chunks.set(chunk.number, { ...chunk, lengths });
    if (chunk.document.isForAll) this.#count(lengths, 1);
  }

  #count(lengths: readonly number[], by: 1 | -1): void {
    this.#commonChunks += by;
    lengths.forEach((length, field) => {
      this.#commonLengths[field] = (this.#commonLengths[field] ?? 0) + by * length;
    });
  }
}

/** The words of a field: of the same chunk always the same, so that they are not kept. */
function fieldWords(chunk: Pick<IndexedChunk, 'text' | 'document'>, name: FieldName): readonly string[] {
  return wordsOf(fieldText(chunk, name)).filter((word) => word !== '');
}

function fieldText({ text, document }: Pick<IndexedChunk, 'text' | 'document'>, name: FieldName): string {
  switch (name) {
    case 'text':
      return text;
    case 'title':
    case 'source':
      return document[name];
    case 'tags':
    case 'entities':
      return document[name].join(' ');
  }
}
