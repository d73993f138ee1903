import type { Handlers } from '../turn.ts';
import { askLoop } from './ask-loop.ts';
import { callTool } from './call-tool.ts';
import { applyCheckpoint, deliver, makeCall, makeCheckpoint, rejectCheckpoint, revertCheckpoint, suspendStep } from './checkpoint-effects.ts';
import { abortConversation, changeVisibility, endConversation, goToStage } from './conversation.ts';
import { generateResponse } from './generate-response.ts';
import { handoff } from './handoff.ts';
import { extractValues, say } from './internal.ts';
import { askPermission, giveUp } from './loop-words.ts';
import { modifyUserInput, modifyUserProfile, modifyVariables } from './modify.ts';
import { assign, resolveValues, runAction } from './playbook-assign.ts';
import { infer } from './playbook-infer.ts';
import { send } from './playbook-send.ts';
import { runCall } from './run-call.ts';
import { runPromptSequence } from './run-prompt-sequence.ts';
import { sendToPage } from './send-to-page.ts';
import { conclude, takeInputs } from './sequence-effects.ts';
import { started } from './started.ts';

/** Who carries out which effect. */
export const handlers: Handlers = {
  call_tool: callTool,
  modify_variables: modifyVariables,
  modify_user_profile: modifyUserProfile,
  modify_user_input: modifyUserInput,
  change_visibility: changeVisibility,
  send_to_page: sendToPage,
  generate_response: generateResponse,
  end_conversation: endConversation,
  abort_conversation: abortConversation,
  go_to_stage: goToStage,
  handoff,
  // A list starts the playbook's run in its place, so that no handler is asked.
  start_playbook: started,
  run_prompt_sequence: runPromptSequence,
  say,
  extract_values: extractValues,
  send,
  run_action: runAction,
  assign,
  resolve: resolveValues,
  infer,
  take_inputs: takeInputs,
  conclude,
  ask_model: askLoop,
  run_call: runCall,
  ask_permission: askPermission,
  give_up: giveUp,
  suspend_step: suspendStep,
  make_checkpoint: makeCheckpoint,
  apply_checkpoint: applyCheckpoint,
  reject_checkpoint: rejectCheckpoint,
  deliver,
  make_call: makeCall,
  revert_checkpoint: revertCheckpoint,
};
