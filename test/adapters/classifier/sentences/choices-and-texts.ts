import { one, type SentenceGroup } from './sentence-group.ts';

const colours = ['red', 'blue', { value: 'grey', synonyms: ['gray', 'silver'] }, 'dark green'];

/** Accepted values, names, and free text. */
export const choicesAndTexts: readonly SentenceGroup[] = [
  {
    about: 'accepted values',
    language: 'en',
    parameters: [one('colour', 'enum', { acceptedValues: colours })],
    examples: ['I want it in {colour}'],
    sentences: [
      ['I want it in blue', { colour: 'blue' }],
      ['RED', { colour: 'red' }],
      ['the silver one', { colour: 'grey' }],
      ['in gray please', { colour: 'grey' }],
      ['dark green would be nice', { colour: 'dark green' }],
      ['a green one', {}],
      ['dark grene', { colour: 'dark green' }],
      ['the silvr one', { colour: 'grey' }],
      ['reds', { colour: 'red' }],
      ['I am bored', {}],
      ['not red, blue', { colour: 'blue' }],
      ['whatever', {}],
    ],
  },
  {
    about: 'several accepted values',
    language: 'en',
    parameters: [
      one('toppings', 'enum', { list: true, acceptedValues: ['cheese', 'mushrooms', 'olives', { value: 'pepperoni', synonyms: ['salami'] }] }),
    ],
    examples: [],
    sentences: [
      ['cheese and olives', { toppings: ['cheese', 'olives'] }],
      ['with salami, mushrooms and cheese', { toppings: ['pepperoni', 'mushrooms', 'cheese'] }],
      ['mushroms only', { toppings: ['mushrooms'] }],
      ['olives without cheese', { toppings: ['olives'] }],
      ['plain', {}],
    ],
  },
  {
    about: 'accepted values with underscores',
    language: 'en',
    parameters: [one('plan', 'string', { acceptedValues: ['free_trial', 'pro', { value: 'enterprise', synonyms: ['business', 'company plan'] }] })],
    examples: [],
    sentences: [
      ['I want the free trial', { plan: 'free_trial' }],
      ['upgrade me to Pro', { plan: 'pro' }],
      ['the company plan', { plan: 'enterprise' }],
      ['enterprse please', { plan: 'enterprise' }],
      ['I have a problem', {}],
      ['the cheapest', {}],
    ],
  },
  {
    about: 'free text between slots',
    language: 'en',
    parameters: [one('origin', 'string'), one('destination', 'string'), one('day', 'date')],
    examples: ['fly from {origin} to {destination}', 'a ticket from {origin} to {destination} on {day}'],
    sentences: [
      ['I want to fly from New York to San Francisco tomorrow please', { origin: 'New York', destination: 'San Francisco', day: '2026-11-21' }],
      ['a ticket from Berlin to Paris', { origin: 'Berlin', destination: 'Paris' }],
      ['from oslo to rome, thanks', { origin: 'oslo', destination: 'rome' }],
      ['fly from Lima to Quito on 3 May 2027', { origin: 'Lima', destination: 'Quito', day: '2027-05-03' }],
      ['a ticket please', {}],
      ['fly to Madrid', { destination: 'Madrid' }],
    ],
  },
  {
    about: 'names',
    language: 'en',
    parameters: [one('name', 'string')],
    examples: [],
    sentences: [
      ['my name is Ada Lovelace', { name: 'Ada Lovelace' }],
      ['hi, call me Bob', { name: 'Bob' }],
      ['Name: Grace Hopper', { name: 'Grace Hopper' }],
      ['my name is Ada, and I need help', { name: 'Ada' }],
      ['I need help', {}],
      ['what is this', {}],
    ],
  },
  {
    about: 'names in other languages',
    language: 'de',
    parameters: [one('name', 'string')],
    examples: [],
    sentences: [
      ['ich heiße Jörg Müller', { name: 'Jörg Müller' }],
      ['mein Name ist Anna', { name: 'Anna' }],
      ['ich brauche Hilfe', {}],
    ],
  },
  {
    about: "free text after a slot's words",
    language: 'en',
    parameters: [one('topic', 'string')],
    examples: ['open a ticket about {topic}', 'I have a question regarding {topic}'],
    sentences: [
      ['open a ticket about the broken printer', { topic: 'the broken printer' }],
      ['please open a ticket about "late parcels"', { topic: 'late parcels' }],
      ['I have a question regarding my invoice.', { topic: 'my invoice' }],
      ['topic: refunds', { topic: 'refunds' }],
      ['open a ticket', {}],
      ['hello there', {}],
    ],
  },
];
