import type { ScriptCall } from '../../ports.ts';

/** A frame to the child: size, milliseconds, megabytes, number of calls, whether one by one and whether to weigh them; then the trip as JSON. */
export type TripFrame = { milliseconds: number; megabytes: number; count: number; alone: boolean; weighs: boolean; text: string };

/** A call as the child sees it; its place in the trip decides its luck, also when it is sent again alone. */
export type SentCall = Pick<ScriptCall, 'kind' | 'code' | 'params'> & { place: number };

/** What a frame from the child says: how long it took, and the memory of the process for `ready`, else what the calls took of it, where they are weighed. */
export type AnswerFrame = { kind: 'ready' | 'progress' | 'alone' | 'done'; microseconds: number; kilobytes: number; text: string };

const kinds = ['ready', 'progress', 'alone', 'done'] as const;
const tripHeader = 20;
const answerHeader = 16;
const maximumFrame = 64 * 1024 * 1024;

/** The bytes of a trip. */
export function tripBytes({ milliseconds, megabytes, count, alone, weighs, text }: TripFrame): Buffer {
  const size = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(tripHeader + size);
  [size, milliseconds, megabytes, count, (alone ? 1 : 0) + (weighs ? 2 : 0)].forEach((word, place) => {
    bytes.writeUInt32LE(word, place * 4);
  });
  bytes.write(text, tripHeader);
  return bytes;
}

/** Takes bytes as they come and hands on whole frames; answers whether what came makes sense. */
export function frameReader(take: (frame: AnswerFrame) => void): (chunk: Buffer) => boolean {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= answerHeader) {
      const size = rest.readUInt32LE(0);
      const kind = kinds[rest.readUInt32LE(4)];
      if (kind === undefined || size > maximumFrame) return false;
      if (rest.length < answerHeader + size) return true;
      const [microseconds, kilobytes] = [rest.readUInt32LE(8), rest.readUInt32LE(12)];
      const frame = { kind, microseconds, kilobytes, text: rest.toString('utf8', answerHeader, answerHeader + size) };
      rest = rest.subarray(answerHeader + size);
      take(frame);
    }
    return true;
  };
}
