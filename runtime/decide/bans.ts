import { bans } from '../../shared/check/bans.ts';
import type { HookName, OperationType } from '../../shared/run.ts';

/** Whether a hook may not do something, as an effect or by a script's call (R003-28, R003-29). */
export const banned = (hook: HookName, effect: OperationType): boolean => bans[hook]?.some((ban) => ban === effect) ?? false;
