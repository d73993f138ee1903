import { longestCommon } from './longest-common.ts';

/** A stretch of a text, and whether the other text lacks it. */
export type Stretch = { text: string; isChanged: boolean };

/** Both texts of a change with the words marked in which they differ; what both have is cut to what stands around these. */
export function markedTexts(before: string, after: string): { before: Stretch[]; after: Stretch[] } {
  const left = before.match(word) ?? [];
  const right = after.match(word) ?? [];
  const stays = longestCommon(left, right);
  const says = /[\p{L}\p{N}]/u;
  // A space or a comma that happens to stand in both texts is changed with the words around it, save at both beginnings or both ends.
  const runs = runsOf(stays).filter(
    (run) =>
      run.left + run.right === 0 ||
      (run.left + run.length === left.length && run.right + run.length === right.length) ||
      left.slice(run.left, run.left + run.length).some((it) => says.test(it)),
  );
  return {
    before: stretches(
      left,
      runs.map((run) => ({ start: run.left, length: run.length })),
    ),
    after: stretches(
      right,
      runs.map((run) => ({ start: run.right, length: run.length })),
    ),
  };
}

const word = /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;
const keptAround = 48;

type Run = { left: number; right: number; length: number };

function runsOf(stays: readonly [number, number][]): Run[] {
  const runs: Run[] = [];
  for (const [left, right] of stays) {
    const last = runs.at(-1);
    if (last && last.left + last.length === left && last.right + last.length === right) last.length += 1;
    else runs.push({ left, right, length: 1 });
  }
  return runs;
}

function stretches(words: readonly string[], stays: readonly { start: number; length: number }[]): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  for (const { start, length } of stays) {
    if (start > at) found.push({ text: words.slice(at, start).join(''), isChanged: true });
    found.push({ text: words.slice(start, start + length).join(''), isChanged: false });
    at = start + length;
  }
  if (at < words.length) found.push({ text: words.slice(at).join(''), isChanged: true });
  return found.map((stretch, index) =>
    stretch.isChanged ? stretch : { ...stretch, text: cut(stretch.text, index === 0, index === found.length - 1) },
  );
}

/** What stays, cut where it is far from any change. */
function cut(text: string, isFirst: boolean, isLast: boolean): string {
  const head = isFirst ? 0 : keptAround;
  const tail = isLast ? 0 : keptAround;
  // Less is not worth a cut.
  if (text.length <= head + tail + keptAround) return text;
  return `${wholeWords(text.slice(0, head), 'start')}…${wholeWords(tail === 0 ? '' : text.slice(-tail), 'end')}`;
}

/** Cut at a space, so that no word is shown in part; a text without spaces is cut where it has to be. */
function wholeWords(text: string, kept: 'start' | 'end'): string {
  const whole = kept === 'start' ? text.replace(/\s\S*$/, ' ') : text.replace(/^\S*\s/, ' ');
  return whole.trim() === '' ? text : whole;
}
