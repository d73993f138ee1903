const lists: Readonly<Record<string, string>> = {
  en: 'the a an is are was were be been am do does did have has had i you he she it we they my your his her its our their me him them this that these those of to in on at for with from by as and or but if not no so can could will would shall should may might must what when where which who why how please there about',
  de: 'der die das den dem des ein eine einen einem einer eines ist sind war waren sein bin bist habe hat haben hatte ich du er sie es wir ihr mich mir dich dir mein meine meinen meinem meiner dein deine unser und oder aber nicht kein keine in im an am auf fur mit von vom zu zum zur bei aus nach uber wie was wann wo wer warum bitte kann konnen mochte will soll muss wird werden auch noch',
  es: 'el la los las un una unos unas es son era fue ser soy estoy esta estan he ha han yo tu usted ella nosotros ellos me te se mi mis su sus nuestro y o pero no ni en de del al a con por para sin sobre que como cuando donde quien cual cuanto puedo puede quiero quisiera favor lo le hay ya muy mas',
  fr: 'le la les un une des du de est sont etait suis etes etre ai as a avons avez ont je tu il elle nous vous ils elles me te se mon ma mes ton ta tes son sa ses notre nos votre vos et ou mais ne pas non en dans au aux avec par pour sans sur que qui quoi comment quand quel quelle combien puis peux peut veux voudrais plait ce cette ces y l d j c s n m qu est-ce',
  pt: 'o a os as um uma uns umas e sao era foi ser sou estou esta estao tem tenho eu tu voce ele ela nos eles me te se meu minha meus minhas seu sua seus suas nosso ou mas nao nem em de do da dos das no na nos nas ao com por para sem sobre que como quando onde quem qual quanto posso pode quero queria favor lhe ha ja muito mais',
  it: 'il lo la i gli le un uno una e sono era essere ho hai ha abbiamo hanno io tu lui lei noi voi loro mi ti si ci vi mio mia miei mie tuo tua suo sua nostro e o ma non ne in di del della dei delle da dal a al alla con per senza su sul che chi come quando dove quale quanto posso puo voglio vorrei favore questo questa c l',
  nl: 'de het een is zijn was waren ben bent heb hebt heeft hebben had ik jij je u hij zij ze wij we jullie mij me jou mijn jouw uw ons onze hun en of maar niet geen in op aan voor met van naar bij uit over te om dat die dit deze wat wanneer waar wie waarom hoe welke kan kunnen wil wilt zou moet mag alstublieft er ook nog',
  pl: 'i a ale lub czy nie tak to jest sa byl byla bylo byc jestem mam ma masz maja ja ty on ona my wy oni mnie mi ci go jej ich moj moja moje moich swoj twoj nasz w we na z ze do od o po przy za dla pod nad przez jak co kiedy gdzie kto dlaczego ktory ile moge mozna chce chcialbym prosze sie juz jeszcze tez ten ta te tego',
};

const sets = new Map(Object.entries(lists).map(([code, words]) => [code, new Set(words.split(' '))]));
const none: ReadonlySet<string> = new Set();

/** The words of a language that say little by themselves, folded as the classifier folds them. */
export const stopWordsOf = (code: string): ReadonlySet<string> => sets.get(code) ?? none;

/** The languages that have stop words. */
export const languagesWithStopWords: readonly string[] = [...sets.keys()];
