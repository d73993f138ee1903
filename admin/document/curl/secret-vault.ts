/** An environment variable that somebody has to set, and what to set it to; the value is shown once and kept nowhere. */
export type NewSecret = { name: string; value: string };

/** Puts secrets aside and gives what stands for them in the document. */
export type Vault = { keep(value: string, what: string): string; secrets: NewSecret[] };

/** A vault whose names begin with what the host is called: `api.shop.example` gives `SHOP_TOKEN`. */
export function openVault(host: string): Vault {
  const secrets: NewSecret[] = [];
  const start = startOf(host);
  const free = (wanted: string, count = 1): string => {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    return secrets.some((it) => it.name === name) ? free(wanted, count + 1) : name;
  };
  return {
    secrets,
    keep: (value, what) => {
      const known = secrets.find((it) => it.value === value);
      if (!known) secrets.push({ name: free(`${start}_${what}`), value });
      return `{{secrets.${(known ?? secrets.at(-1))?.name ?? ''}}}`;
    },
  };
}

const generic = new Set(['API', 'WWW', 'COM', 'NET', 'ORG', 'IO', 'DEV', 'APP', 'CO', 'UK', 'DE', 'EXAMPLE', 'LOCALHOST']);

function startOf(host: string): string {
  const labels = host
    .replace(/:\d+$/, '')
    .split('.')
    .map((label) =>
      label
        .toUpperCase()
        .replaceAll(/[^A-Z0-9]+/g, '_')
        .replace(/^[^A-Z]+|_+$/g, ''),
    )
    .filter(Boolean);
  const own = labels.toReversed().find((label) => !generic.has(label)) ?? labels[0] ?? '';
  // The server's own variables begin so, and webhooks may not read them.
  return own === '' || own.startsWith('PROMPTSIDE') ? 'WEBHOOK' : own;
}

/** What a header, a parameter or a field with this name holds, where that is a secret. */
export function secretKind(name: string): string | null {
  const flat = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (flat === 'cookie') return 'COOKIE';
  if (/(password|passwd|passphrase)$|^pwd$/.test(flat)) return 'PASSWORD';
  if (/(signature|sig)$/.test(flat)) return 'SIGNATURE';
  if (/secret$/.test(flat)) return 'SECRET';
  if (/(token|jwt|authorization|auth|session|sessionid)$/.test(flat)) return 'TOKEN';
  return /(apikey|accesskey|privatekey|licensekey|subscriptionkey|authkey|secretkey|^key)$/.test(flat) || flat === 'xapikey' ? 'KEY' : null;
}

const famous =
  /^(?:(?:sk|pk|rk)[-_][\w-]{8,}|gh[pousr]_\w{16,}|github_pat_\w+|glpat-[\w-]+|xox[abprs]-[\w-]+|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|eyJ[\w-]+\.[\w-]+\.[\w-]*)$/;

/** What a value is by its looks, where well-known services give out secrets that begin so. */
export const secretLook = (value: string): string | null => (famous.test(value) ? 'KEY' : null);
