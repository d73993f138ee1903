import type { ShownFile } from '../../shared/run.ts';

/** What is said of a file by whoever puts it away: whose it is, and when it came. */
export type FileLabel = { project: string; visitor: string; name: string; type: string; at: number };

/** A file that is kept. */
export type StoredFile = ShownFile & FileLabel;

/** A file with what is in it; who opens it reads it to its end or gives it back. */
export type OpenFile = { file: StoredFile; content: AsyncIterable<Uint8Array> };

/** Keeps what visitors send. Ids are unguessable: whoever knows one may have the file. */
export interface FileStore {
  /** Takes a stream in whole or not at all; throws `file.too_large`, `file.broken` where the stream broke, `store.full`. */
  put(content: AsyncIterable<Uint8Array>, label: FileLabel, maximumBytes: number): Promise<StoredFile>;
  /** What is known of a file; null where there is none of this id. */
  look(id: string): Promise<StoredFile | null>;
  open(id: string): Promise<OpenFile | null>;
  /** Removes a file; one that is not there is removed already. */
  remove(id: string): Promise<void>;
  /** Removes files that came before one moment, and what was left half-written before another; answers how many files. */
  removeBefore(moment: { files: number; halves: number }): Promise<number>;
}
