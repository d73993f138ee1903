import { allowedAddresses } from '../../../runtime/adapters/http/allowed-addresses.ts';
import { targetOf } from '../../../runtime/adapters/http/target.ts';
import { Problem } from '../../../shared/problem.ts';

/** What becomes of a URL before anything is sent: that it may be called, or the code of its problem. */
export const judged = (url: string, allowed: string[] = []): string => {
  try {
    targetOf(url, allowedAddresses(allowed));
    return 'may be called';
  } catch (thrown) {
    return thrown instanceof Problem ? thrown.code : String(thrown);
  }
};
