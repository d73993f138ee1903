import { useCallback, useEffect, useState } from 'preact/hooks';
import { useStore } from '../use-store.ts';
import { usePage } from '../view/page-context.ts';

/** What a route answers, or why it does not; `read` asks again and keeps what is shown until then. Whoever signs in again gets it read anew. */
export function useAnswer<T>(path: string): { value: T | null; trouble: string; read: () => Promise<void> } {
  const page = usePage();
  const [state, setState] = useState<{ value: T | null; trouble: string }>({ value: null, trouble: '' });
  const read = useCallback(async () => {
    const answer = await page.api.call<T>(path);
    setState((before) => (answer.ok ? { value: answer.value, trouble: '' } : { ...before, trouble: answer.message }));
  }, [page, path]);
  const isIn = useIsIn();
  useEffect(() => {
    if (isIn) void read();
  }, [read, isIn]);
  return { ...state, read };
}

/** Whether somebody is signed in. */
export const useIsIn = (): boolean => useStore(usePage().session.store, (state) => state.is === 'in');
