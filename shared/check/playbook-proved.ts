import type { Finding } from '../finding.ts';
import type { Playbook } from '../project/playbook.ts';
import type { FindingCode } from './catalogue.ts';
import type { Doc } from './holders.ts';

/** A playbook that is whole, and the document around it. */
export type Proved = { playbook: Playbook; document: Doc; tell: Tell };
/** Says what is wrong at a place in the playbook. */
export type Tell = (code: FindingCode, path: string, details?: Record<string, string | number>) => Finding;
