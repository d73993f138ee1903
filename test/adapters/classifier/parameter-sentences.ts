import { addressesAndMoney } from './sentences/addresses-and-money.ts';
import { choicesAndTexts } from './sentences/choices-and-texts.ts';
import { datesAndTimes } from './sentences/dates-and-times.ts';
import { numbersAndCodes } from './sentences/numbers-and-codes.ts';
import type { SentenceGroup } from './sentences/sentence-group.ts';

/** All were read on Friday, 20 November 2026, at noon in London. */
export const sentenceGroups: readonly SentenceGroup[] = [...numbersAndCodes, ...addressesAndMoney, ...choicesAndTexts, ...datesAndTimes];
