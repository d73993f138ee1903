import type { Project } from '../../shared/project/project.ts';
import type { Values } from '../../shared/value.ts';
import type { Http, Ports } from '../ports.ts';
import { secretsOf } from './tools/webhook-secrets.ts';

/** The requests that a webhook really sent, as an author may see them: every secret is masked. */
export type TrialRequests = { http: Http; shown(): Values[] };

/** Ports for a trial that remember what was sent. */
export function rememberRequests({ http, secrets }: Pick<Ports, 'http' | 'secrets'>, project: Project, tool: string): TrialRequests {
  const requests: Values[] = [];
  const webhook = project.tools.find((it) => it.name === tool);
  return {
    http: {
      close: () => http.close(),
      send: (request) => {
        const { method, url, headers, body } = request;
        requests.push({ method, url, headers, ...(body === undefined ? {} : { body: body.slice(0, shownCharacters) }) });
        return http.send(request);
      },
    },
    // A webhook that was sent had all of its secrets, so reading them again finds them.
    shown: () => (webhook?.type === 'webhook' && requests.length > 0 ? requests.map(secretsOf(webhook, secrets).mask) : []),
  };
}

const shownCharacters = 20_000;
