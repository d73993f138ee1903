import { type Finding, pathText } from '../finding.ts';
import { playbook as playbookSchema } from '../project/playbook.ts';
import { finding } from './catalogue.ts';
import type { Doc } from './holders.ts';
import { each, type Path } from './partly.ts';
import { flowFindings } from './playbook-proof-flow.ts';
import { linkFindings } from './playbook-proof-links.ts';
import { modelFindings } from './playbook-proof-models.ts';
import { readFindings } from './playbook-proof-reads.ts';
import { silenceFindings } from './playbook-proof-silence.ts';
import { stepFindings } from './playbook-proof-steps.ts';
import { valueFindings } from './playbook-proof-values.ts';
import type { Proved, Tell } from './playbook-proved.ts';

const proofs: readonly ((proved: Proved) => Finding[])[] = [
  stepFindings,
  flowFindings,
  readFindings,
  valueFindings,
  silenceFindings,
  modelFindings,
  linkFindings,
];

/** What can be proved of a document's playbooks before anybody meets them; a playbook with holes is left until it is whole. */
export const proofFindings = (document: Doc): Finding[] =>
  each(document.playbooks, ['playbooks']).flatMap(({ it, path }) => {
    const parsed = playbookSchema.safeParse(it);
    return parsed.success ? proofs.flatMap((proof) => proof({ playbook: parsed.data, document, tell: tellAt(path) })) : [];
  });

const tellAt =
  (place: Path): Tell =>
  (code, path, details = {}) =>
    finding({ code, path: path === '' ? pathText(place) : `${pathText(place)}.${path}`, details });
