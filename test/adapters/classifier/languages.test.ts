import { describe, expect, test } from 'vitest';
import { train } from '../../../runtime/adapters/classifier/examples.ts';
import { guessLanguage } from '../../../runtime/adapters/classifier/languages/guess-language.ts';
import { languageCodes, loadLanguage } from '../../../runtime/adapters/classifier/languages/load-language.ts';
import { fold, read } from '../../../runtime/adapters/classifier/normalise.ts';
import { stem } from '../../../runtime/adapters/classifier/stem.ts';

type Sample = { track: string[]; cancel: string[]; asked: [string, string][]; general: string[] };

const samples: Readonly<Record<string, Sample>> = {
  de: {
    track: [
      'wo ist meine Bestellung',
      'wann kommt mein Paket an',
      'ist die Lieferung schon unterwegs',
      'Sendung verfolgen',
      'mein Paket ist nicht da',
    ],
    cancel: [
      'ich möchte die Bestellung stornieren',
      'bitte storniert meinen Auftrag',
      'ich will den Kauf rückgängig machen',
      'Bestellung abbrechen',
      'kann ich noch stornieren',
    ],
    asked: [
      ['wo bleiben meine Pakete', 'track'],
      ['Wo ist denn meine Bestelung?', 'track'],
      ['bitte die Bestellung stornieren', 'cancel'],
      ['kann ich stornieren?', 'cancel'],
    ],
    general: ['wie wird das Wetter', 'erzähl mir was Lustiges', 'wer hat den Film gedreht'],
  },
  es: {
    track: ['dónde está mi pedido', 'cuándo llega mi paquete', 'seguir mi envío', 'mi pedido no ha llegado', 'ya salió mi paquete'],
    cancel: ['quiero cancelar mi pedido', 'cancela la compra', 'ya no lo quiero, anúlalo', 'puedo anular el pedido', 'cancelar la orden'],
    asked: [
      ['donde esta el paquete', 'track'],
      ['¿Dónde están mis pedidos?', 'track'],
      ['quisiera cancelar el pedido', 'cancel'],
      ['cancelar mi pedido por favor', 'cancel'],
    ],
    general: ['qué tiempo hace', 'cuéntame algo gracioso', 'quién dirigió esa película'],
  },
  fr: {
    track: ['où est ma commande', 'quand arrive mon colis', 'suivre ma livraison', "ma commande n'est pas arrivée", 'mon colis est-il parti'],
    cancel: [
      'je veux annuler ma commande',
      "annulez l'achat s'il vous plaît",
      'je ne la veux plus, annulez',
      'peut-on encore annuler',
      'annulation de commande',
    ],
    asked: [
      ['ou est mon colis', 'track'],
      ['Où sont mes commandes ?', 'track'],
      ["j'aimerais annuler la commande", 'cancel'],
      ['annuler ma comande', 'cancel'],
    ],
    general: ['quel temps fait-il', 'raconte quelque chose de drôle', 'qui a tourné ce film'],
  },
  pt: {
    track: ['onde está meu pedido', 'quando chega minha encomenda', 'rastrear a entrega', 'meu pedido não chegou', 'o pacote já saiu'],
    cancel: ['quero cancelar meu pedido', 'cancele a compra', 'não quero mais, cancela', 'posso anular o pedido', 'cancelamento do pedido'],
    asked: [
      ['onde esta o pacote', 'track'],
      ['cadê meu pedido, onde está?', 'track'],
      ['gostaria de cancelar o pedido', 'cancel'],
    ],
    general: ['como está o tempo', 'conte algo engraçado', 'quem dirigiu esse filme'],
  },
  it: {
    track: ["dov'è il mio ordine", 'quando arriva il pacco', 'traccia la spedizione', 'il mio ordine non è arrivato', 'il pacco è partito'],
    cancel: [
      "voglio annullare l'ordine",
      "cancella l'acquisto",
      'non lo voglio più, annulla',
      "posso ancora disdire l'ordine",
      'annullamento ordine',
    ],
    asked: [
      ['dove sono i miei ordini', 'track'],
      ['quando arrivano i pacchi', 'track'],
      ["vorrei annullare l'ordine", 'cancel'],
    ],
    general: ['che tempo fa', 'racconta qualcosa di divertente', 'chi ha girato quel film'],
  },
  nl: {
    track: [
      'waar is mijn bestelling',
      'wanneer komt mijn pakket',
      'volg mijn zending',
      'mijn bestelling is niet aangekomen',
      'is het pakket onderweg',
    ],
    cancel: [
      'ik wil mijn bestelling annuleren',
      'annuleer de aankoop',
      'ik wil het niet meer, annuleer',
      'kan ik nog annuleren',
      'bestelling stoppen',
    ],
    asked: [
      ['waar blijft het pakket', 'track'],
      ['waar zijn mijn bestellingen', 'track'],
      ['graag de bestelling annuleren', 'cancel'],
    ],
    general: ['wat voor weer is het', 'vertel iets grappigs', 'wie heeft die film gemaakt'],
  },
  pl: {
    track: ['gdzie jest moje zamówienie', 'kiedy dotrze paczka', 'śledź przesyłkę', 'zamówienie nie dotarło', 'czy paczka już wyszła'],
    cancel: ['chcę anulować zamówienie', 'anuluj zakup', 'już tego nie chcę, anuluj', 'czy mogę jeszcze anulować', 'rezygnuję z zamówienia'],
    asked: [
      ['gdzie jest moja paczka', 'track'],
      ['gdzie sa moje zamowienia', 'track'],
      ['proszę anulować zamówienie', 'cancel'],
    ],
    general: ['jaka jest pogoda', 'opowiedz coś śmiesznego', 'kto nakręcił ten film'],
  },
  ja: {
    track: ['注文はどこですか', '荷物はいつ届きますか', '配送状況を確認したい', '注文がまだ届きません', '荷物を追跡する'],
    cancel: ['注文をキャンセルしたい', 'キャンセルしてください', '購入を取り消したい', 'まだキャンセルできますか', '注文の取り消し'],
    asked: [
      ['荷物はどこですか', 'track'],
      ['キャンセルしたいです', 'cancel'],
    ],
    general: ['今日の天気', '面白い話をして'],
  },
  sv: {
    track: ['var är min beställning', 'när kommer mitt paket', 'spåra min leverans', 'paketet har inte kommit', 'är min beställning skickad'],
    cancel: [
      'jag vill avboka min beställning',
      'avbryt köpet',
      'jag vill inte ha den längre, avbryt',
      'kan jag fortfarande avbryta',
      'avbeställ ordern',
    ],
    asked: [
      ['var är paketet', 'track'],
      ['jag vill avbryta beställningen', 'cancel'],
    ],
    general: ['hur är vädret', 'berätta något roligt'],
  },
};

describe.each(Object.entries(samples))('in %s', (language, { track, cancel, asked, general }) => {
  test('requests are told apart and other messages are left alone', async () => {
    const model = await train(
      [
        { name: 'track', examples: track },
        { name: 'cancel', examples: cancel },
      ],
      { language },
    );
    for (const [text, action] of asked) expect([text, model.classify(text).matches.map(({ name }) => name)]).toEqual([text, [action]]);
    for (const text of general) expect([text, model.classify(text).matches]).toEqual([text, []]);
  });
});

describe('language data', () => {
  test('the languages we promise are there, each with a background of its own', async () => {
    expect(languageCodes()).toEqual(expect.arrayContaining(['en', 'de', 'es', 'fr', 'pt', 'it', 'nl', 'pl']));
    for (const code of languageCodes()) {
      const language = await loadLanguage(code);
      expect(language.code).toBe(code);
      expect(language.background.length).toBeGreaterThan(60);
      expect(new Set(language.background).size).toBe(language.background.length);
      expect(language.stopWords.size).toBeGreaterThan(40);
    }
  });

  test('a region or an unknown language does no harm', async () => {
    expect((await loadLanguage('pt-BR')).code).toBe('pt');
    expect((await loadLanguage('constructor')).endings).toEqual([]);
    expect((await loadLanguage('')).background.length).toBeGreaterThan(0);
  });

  test('forms of one word share a stem', async () => {
    const pairs: [string, string, string][] = [
      ['en', 'cancelled', 'cancelling'],
      ['en', 'orders', 'order'],
      ['en', 'deliveries', 'delivery'],
      ['de', 'bestellungen', 'bestellung'],
      ['de', 'pakete', 'paket'],
      ['es', 'pedidos', 'pedido'],
      ['fr', 'commandes', 'commande'],
      ['pt', 'encomendas', 'encomenda'],
      ['it', 'ordini', 'ordine'],
      ['nl', 'bestellingen', 'bestelling'],
      ['pl', 'paczki', 'paczka'],
    ];
    for (const [code, one, other] of pairs) expect(stem(fold(one), await loadLanguage(code))).toBe(stem(fold(other), await loadLanguage(code)));
  });

  test('the language is guessed from the examples where nobody names it', () => {
    for (const [code, { track, cancel }] of Object.entries(samples))
      if (languageCodes().includes(code)) expect(guessLanguage([...track, ...cancel])).toBe(code);
    expect(guessLanguage([])).toBeNull();
    expect(guessLanguage(samples.ja?.track ?? [])).toBeNull();
  });
});

describe('reading', () => {
  test('case, diacritics and quotes do not matter', async () => {
    expect(fold('ÉCOLE Straße Łódź ’')).toBe("ecole strasse lodz '");
    expect(read('I can’t', await loadLanguage('en')).words).toEqual(['i', 'can', 'not']);
  });

  test('emails, links, amounts, numbers and codes are one word each', async () => {
    const { words } = read('ada@example.com https://a.b/c $12.50 1,234 AB-12345', await loadLanguage('en'));
    expect(words).toEqual(['#email', '#link', '#money', '#number', '#code']);
  });

  test('scripts without spaces are read character by character', async () => {
    expect(read('注文は', await loadLanguage('ja')).words).toEqual(['注', '文', 'は']);
  });
});
