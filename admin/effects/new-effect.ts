import type { EffectType } from '../../shared/project/effect.ts';
import type { Value } from '../../shared/value.ts';
import { asList, asRecord, nameOf } from '../document/read.ts';

/** A new effect that is as complete as the document allows: it names the first tool, stage or playbook there is. */
export function newEffect(type: EffectType, project: Value): Value {
  const document = asRecord(project);
  const firstOf = (key: string): string => nameOf(asList(document[key])[0]);
  const starts: Record<EffectType, Value> = {
    call_tool: { type, tool: firstOf('tools') },
    modify_variables: { type, modifications: [{ variable: 'name', operation: 'set', value: '' }] },
    modify_user_profile: { type, modifications: [{ variable: 'name', operation: 'set', value: '' }] },
    modify_user_input: { type, template: '{{userInput}}' },
    change_visibility: { type, visibility: 'never' },
    generate_response: { type, mode: 'prescripted', responses: [''] },
    end_conversation: { type },
    abort_conversation: { type },
    go_to_stage: { type, stage: firstOf('stages') },
    handoff: { type },
    send_to_page: { type, event: 'event_name', data: {} },
    start_playbook: { type, playbook: firstOf('playbooks') },
    run_prompt_sequence: { type, sequence: firstOf('promptSequences') },
  };
  return starts[type];
}
