import * as crypto from 'node:crypto';
import { Problem } from '../../shared/problem.ts';

/** Hashes and checks passwords, a few at a time: each takes memory and a thread. */
export interface Passwords {
  /** A hash that says how it was made. Throws `account.weak_password`, `account.no_hashing`, `admin.too_many`. */
  hash(password: string, login: string): Promise<string>;
  /** Whether a password is the one; without a hash it takes as long and is not. */
  isRight(password: string, hash: string | null): Promise<boolean>;
}

/** How many characters a password has. */
export const passwordLength = { least: 10, most: 200 };
/** The parameters that OWASP names for argon2id; memory in KiB. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
/** From the module as a whole: an older Node has no such name, and would not even start. */
const { argon2, randomBytes, timingSafeEqual }: Pick<typeof crypto, 'randomBytes' | 'timingSafeEqual'> & Partial<Pick<typeof crypto, 'argon2'>> =
  crypto;
const atOnce = 8;
const saltBytes = 16;
const tagBytes = 32;

/** Passwords by argon2id, which Node brings along; null where this one does not. */
export function passwordsOf(derive: Derive | null = argon2 ?? null): Passwords {
  let open = 0;
  // Checked against where there is no account: the answer must not come sooner.
  const decoy = { ...cost, salt: randomBytes(saltBytes), tag: randomBytes(tagBytes) };
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (open >= atOnce) throw new Problem('admin.too_many', { seconds: 1 });
    open += 1;
    try {
      return await work();
    } finally {
      open -= 1;
    }
  };
  return {
    hash: async (password, login) => {
      if (!isFit(password, login)) throw new Problem('account.weak_password', passwordLength);
      const salt = randomBytes(saltBytes);
      return written({ ...cost, salt, tag: await alone(() => derived(derive, password, { ...cost, salt, tag: decoy.tag })) });
    },
    isRight: async (password, hash) => {
      const made = hash === null ? null : read(hash);
      const tag = await alone(() => derived(derive, password, made ?? decoy));
      return timingSafeEqual(tag, (made ?? decoy).tag) && made !== null;
    },
  };
}

type Derive = typeof crypto.argon2;
type Made = { memory: number; passes: number; parallelism: number; salt: Buffer; tag: Buffer };

const isFit = (password: string, login: string): boolean => {
  const length = [...password].length;
  return length >= passwordLength.least && length <= passwordLength.most && password.toLowerCase() !== login.toLowerCase();
};

function derived(derive: Derive | null, password: string, { memory, passes, parallelism, salt, tag }: Made): Promise<Buffer> {
  if (!derive) throw new Problem('account.no_hashing');
  // The same letters may come in two encodings from two keyboards.
  const parameters = { message: password.normalize('NFKC'), nonce: salt, memory, passes, parallelism, tagLength: tag.length };
  return new Promise((resolve, reject) => derive('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key))));
}

/** The usual text form, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
const written = ({ memory, passes, parallelism, salt, tag }: Made): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

function read(hash: string): Made | null {
  const [, memory, passes, parallelism, salt = '', tag = ''] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash) ?? [];
  if (tag === '') return null;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}
