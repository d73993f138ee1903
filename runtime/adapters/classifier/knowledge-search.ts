import { DatabaseSync } from 'node:sqlite';
import type { KnowledgeItem } from '../../../shared/project/stage.ts';
import type { Knowledge, Library } from '../../ports.ts';
import { knowledgeThreshold, rank } from './knowledge.ts';

/** How many items the full text brings up for a closer look. */
const lookedAt = 20;
const keptLibraries = 20;
const mostWords = 40;

type Shelf = { database: DatabaseSync; items: readonly KnowledgeItem[] };

/** Full text first (FTS5, BM25), then closeness of meaning; only answers that are sure enough come back. */
export function searchedKnowledge(): Knowledge {
  const shelves = new Map<string, Shelf>();
  return {
    async find(library, { text, tags }) {
      const shelf = shelves.get(library.key) ?? filled(library);
      shelves.delete(library.key);
      shelves.set(library.key, shelf);
      for (const [oldest, { database }] of shelves) {
        if (shelves.size <= keptLibraries) break;
        shelves.delete(oldest);
        database.close();
      }
      const candidates = matching(shelf, text).filter((item) => !tags || tags.some((tag) => item.tags.includes(tag)));
      if (candidates.length === 0) return [];
      const ranked = await rank(candidates, text, library.language);
      return ranked.filter(({ score }) => score >= knowledgeThreshold).slice(0, 3);
    },
  };
}

function filled({ items }: Library): Shelf {
  const database = new DatabaseSync(':memory:');
  database.exec("create virtual table items using fts5(question, answer, tokenize = 'unicode61 remove_diacritics 2')");
  const insert = database.prepare('insert into items (rowid, question, answer) values (?, ?, ?)');
  for (const [index, { question, answer }] of items.entries()) insert.run(index + 1, question, answer);
  return { database, items };
}

/** Items that share a word or the beginning of one with the text, best first; questions count more than answers. */
function matching({ database, items }: Shelf, text: string): KnowledgeItem[] {
  const words = [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [])].slice(0, mostWords);
  if (words.length === 0) return [];
  const query = words.map((word) => `"${word.slice(0, Math.max(4, word.length - 2))}"*`).join(' OR ');
  const rows = database.prepare('select rowid from items where items match ? order by bm25(items, 3.0, 1.0) limit ?').all(query, lookedAt);
  return rows.flatMap(({ rowid }) => items[Number(rowid) - 1] ?? []);
}
