import { useRef } from 'preact/hooks';
import type { AdminSession } from '../../shared/admin.ts';
import { may, type Right } from '../../shared/roles.ts';
import { useStore } from '../use-store.ts';
import { usePage } from './page-context.ts';

const nobody: AdminSession = { id: '', name: '', role: 'viewer', login: '', isByLink: false };

/** Who works here; while nobody is signed in, whoever was before, so that the page behind the screen stays as it is. */
export function useOperator(): AdminSession {
  const session = useStore(usePage().session.store, (state) => state);
  const last = useRef(nobody);
  if (session.is === 'in') last.current = session.who;
  return last.current;
}

/** Whether whoever works here has a right; the server decides by itself (G-27). */
export const useMay = (right: Right): boolean => may(useOperator().role, right);
