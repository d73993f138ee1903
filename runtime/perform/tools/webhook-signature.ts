import { createHmac, hash } from 'node:crypto';

/**
 * The same for every attempt at one effect, before and after a crash, and for no other effect (G-05). A digest, because
 * the conversation's own id is for nobody outside.
 */
export const idempotencyKey = (conversation: string, taskKey: string): string => hash('sha256', `webhook ${conversation} ${taskKey}`).slice(0, 40);

/** The header that proves to the receiver who sent the body, and when; none where no secret is set. */
export function signature(secret: string | undefined, { body, now }: { body: string; now: number }): Record<string, string> {
  if (!secret) return {};
  const seconds = Math.floor(now / 1_000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return { 'promptside-signature': `t=${seconds},v1=${digest}` };
}
