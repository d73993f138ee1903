import { fold } from '../normalise.ts';

const words: Readonly<Record<string, string>> = Object.fromEntries(
  `dzis=today dzisiaj=today jutro=tomorrow wczoraj=yesterday poniedzialek=monday wtorek=tuesday sroda=wednesday srode=wednesday czwartek=thursday
piatek=friday sobota=saturday sobote=saturday niedziela=sunday niedziele=sunday stycznia=january lutego=february marca=march kwietnia=april maja=may
czerwca=june lipca=july sierpnia=august wrzesnia=september pazdziernika=october listopada=november grudnia=december godzinie=at godz=at
poludnie=noon polnoc=midnight rano=morning wieczorem=evening`
    .split(/\s+/)
    .map((pair) => pair.split('=') as [string, string]),
);

/** A text in another language, and where in the first one each of its places was. */
export type Translated = { text: string; placeOf(place: number): number };

/** Polish with its date words in English, for a parser that has no Polish. */
export function inEnglish(polish: string): Translated {
  const places: number[] = [];
  let text = '';
  for (const { 0: piece, index } of polish.matchAll(/\p{L}+|\P{L}+/gu)) {
    const said = words[fold(piece)] ?? piece;
    for (let at = 0; at < said.length; at++) places.push(index + Math.min(at, piece.length - 1));
    text += said;
  }
  return { text, placeOf: (place) => places[place] ?? polish.length };
}
