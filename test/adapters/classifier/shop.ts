import type { ExampleAction } from '../../../runtime/adapters/classifier/types.ts';

/** A small shop's stage, in phrases of our own, as an author would write them. */
export const shop: ExampleAction[] = [
  {
    name: 'track_order',
    trigger: 'The user wants to know where an order is',
    examples: [
      'where is my order',
      'track my parcel',
      'when will my package arrive',
      'has my order shipped yet',
      'my delivery is late',
      'check order {orderNumber}',
      'what is the status of order {orderNumber}',
    ],
    parameters: [{ name: 'orderNumber', type: 'string' }],
  },
  {
    name: 'cancel_order',
    trigger: 'The user wants to cancel an order',
    examples: [
      'cancel my order',
      'i want to cancel what i bought',
      'stop the order please',
      'i do not want it any more, cancel it',
      'please call off my purchase',
      'can i still cancel order {orderNumber}',
    ],
    parameters: [{ name: 'orderNumber', type: 'string' }],
  },
  {
    name: 'refund',
    trigger: 'The user asks for money back',
    examples: [
      'i want my money back',
      'how do i get a refund',
      'refund me please',
      'when will i be reimbursed',
      'you charged me twice, give it back',
      'i returned it but saw no refund',
    ],
  },
  {
    name: 'opening_hours',
    trigger: 'The user asks when the shop is open',
    examples: [
      'when are you open',
      'what are your opening hours',
      'are you open on sunday',
      'what time do you close',
      'is the shop open today',
      'until when can i come by',
    ],
  },
  {
    name: 'human',
    trigger: 'The user wants to talk to a person',
    examples: [
      'let me talk to a human',
      'i want to speak to an agent',
      'connect me with support staff',
      'can a real person help me',
      'get me somebody from your team',
      'i would rather talk to someone',
    ],
  },
];

/** Messages that each action should get, in other words than its examples. */
export const asked: readonly (readonly [text: string, action: string])[] = [
  ['where has my order got to?', 'track_order'],
  ['can you track the package for me', 'track_order'],
  ['wheres my parcel', 'track_order'],
  ['status of order 48213 please', 'track_order'],
  ['has the delivery shipped', 'track_order'],
  ['I would like to cancel the order', 'cancel_order'],
  ['please cancel order 48213', 'cancel_order'],
  ['cancel it', 'cancel_order'],
  ['stop my order', 'cancel_order'],
  ['I want a refund', 'refund'],
  ['give me my money back', 'refund'],
  ['when do I get the refund', 'refund'],
  ['are you open on saturday', 'opening_hours'],
  ['what time does the shop open', 'opening_hours'],
  ['opening hours?', 'opening_hours'],
  ['talk to a human', 'human'],
  ['I want to speak with a real person', 'human'],
  ['connect me to an agent', 'human'],
];

/** The same with the slips of a hasty hand. */
export const mistyped: readonly (readonly [text: string, action: string])[] = [
  ['wher is my ordr', 'track_order'],
  ['trak my parcle', 'track_order'],
  ['cancle my order', 'cancel_order'],
  ['pls cancel my ordre', 'cancel_order'],
  ['i want my mony back', 'refund'],
  ['how do i get a refnud', 'refund'],
  ['what are your openning hours', 'opening_hours'],
  ['speek to an agnet', 'human'],
];

/** Messages that no action is about. */
export const general: readonly string[] = [
  'tell me a joke',
  'how tall is the eiffel tower',
  'I am so tired today',
  'who won the football game',
  'what is your name',
  'write a poem about rain',
  'my cat is asleep on the keyboard',
  'how do I boil rice',
  'ok',
  'lol',
  'is it going to rain',
  'what is 12 times 9',
  'do you like jazz',
  'hmm let me think',
];
