import type { Finding } from '../finding.ts';
import type { Step } from '../project/playbook.ts';
import { type FlowStep, flowOf } from './playbook-flow.ts';
import type { Proved } from './playbook-proved.ts';

/** What a step says wrong by itself: empty branches and sections, images that are none, a SET to an empty text. */
export function stepFindings({ playbook, tell }: Proved): Finding[] {
  const sections = playbook.sections.flatMap(({ steps, name }, at) =>
    steps.length === 0 ? [tell('playbook.empty_section', `sections[${at}]`, { name })] : [],
  );
  return [...sections, ...[...flowOf(playbook).steps.values()].flatMap((step) => ofStep(step, tell))];
}

function ofStep({ step, path }: FlowStep, tell: Proved['tell']): Finding[] {
  if (step.type === 'SEND')
    return (step.images ?? []).flatMap(({ url }, at) => (isImage(url) ? [] : [tell('playbook.image', `${path}.images[${at}].url`)]));
  if (step.type === 'SET')
    return step.mode === 'exact' && step.value === '' ? [tell('playbook.empty_text', `${path}.value`, { variable: step.variable })] : [];
  return step.type === 'IF_ELSE' ? emptyBranches(step, path, tell) : [];
}

function emptyBranches(step: Extract<Step, { type: 'IF_ELSE' }>, path: string, tell: Proved['tell']): Finding[] {
  const branches = step.branches.flatMap(({ steps }, at) =>
    steps.length === 0 ? [tell('playbook.empty_branch', `${path}.branches[${at}].steps`)] : [],
  );
  return step.else?.length === 0 ? [...branches, tell('playbook.empty_branch', `${path}.else`)] : branches;
}

/** Whether a URL is one of a JPEG, PNG or GIF that is sent over https (R004-10). */
function isImage(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' && /\.(?:jpe?g|png|gif)$/i.test(parsed.pathname);
}
