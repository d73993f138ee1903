/** Small words of each language that values are made of, folded. */
export type ValueWords = { numbers: string; tens: string; yes: string; no: string; without: string };

const tables: Readonly<Record<string, ValueWords>> = {
  en: {
    numbers:
      'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
    tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
    yes: 'yes yeah yep yup sure ok okay correct true absolutely definitely',
    no: 'no nope nah false never not',
    without: 'no not without dont never',
  },
  de: {
    numbers:
      'null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
    tens: 'zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig',
    yes: 'ja jep klar gerne richtig stimmt jawohl',
    no: 'nein ne nee nicht falsch',
    without: 'kein keine keinen ohne nicht',
  },
  es: {
    numbers:
      'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte',
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    yes: 'si claro vale correcto',
    no: 'no nunca tampoco',
    without: 'sin no ningun ninguna',
  },
  fr: {
    numbers: 'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
    tens: 'vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix',
    yes: 'oui ouais certes exact',
    no: 'non jamais pas',
    without: 'sans pas aucun aucune',
  },
  pt: {
    numbers: 'zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove vinte',
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
    yes: 'sim claro certo',
    no: 'nao nunca',
    without: 'sem nao nenhum nenhuma',
  },
  it: {
    numbers:
      'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti',
    tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
    yes: 'si certo esatto',
    no: 'no mai',
    without: 'senza non nessun nessuna',
  },
  nl: {
    numbers:
      'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig',
    tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
    yes: 'ja jawel zeker klopt',
    no: 'nee neen niet nooit',
    without: 'zonder geen niet',
  },
  pl: {
    numbers:
      'zero jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie dziewietnascie dwadziescia',
    tens: 'dwadziescia trzydziesci czterdziesci piecdziesiat szescdziesiat siedemdziesiat osiemdziesiat dziewiecdziesiat',
    yes: 'tak jasne oczywiscie zgadza',
    no: 'nie nigdy',
    without: 'bez nie zadnego zadnej',
  },
};

// Words that are an article or a small word far more often than a number.
const ambiguous = new Set(['un', 'um', 'uno', 'een', 'once']);

/** The value words of a language; English where a language has none. */
export const valueWordsOf = (language: string): ValueWords => tables[codeOf(language)] ?? (tables.en as ValueWords);

/** The language code of a tag such as "pt-BR". */
export const codeOf = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? '';

const spoken = new Map<string, ReadonlyMap<string, number>>();

/** The number each number word of a language stands for. */
export function spokenNumbers(language: string): ReadonlyMap<string, number> {
  const code = codeOf(language);
  const known = spoken.get(code);
  if (known) return known;
  const { numbers, tens } = valueWordsOf(code);
  const table = new Map<string, number>();
  for (const [value, word] of numbers.split(' ').entries()) if (!ambiguous.has(word)) table.set(word, value);
  for (const [at, word] of tens.split(' ').entries()) table.set(word, 20 + 10 * at);
  spoken.set(code, table);
  return table;
}
