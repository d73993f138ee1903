import type { JSX } from 'preact';
import { pieces } from '../document/new-piece.ts';
import { asList, asRecord, asText, nameOf, oneLine } from '../document/read.ts';
import { hashOf } from '../route.ts';
import { CurlPaste } from './curl-paste.tsx';
import { MoveHandle } from './move-handle.tsx';
import { OpenApiPaste } from './openapi-paste.tsx';
import { usePage, useValue } from './page-context.ts';

const kinds: Record<string, string> = { script: 'script', webhook: 'webhook', smart_function: 'smart function' };
const list = ['tools'];

/** All tools, and every way to get one more. */
export function ToolsPage(): JSX.Element {
  const page = usePage();
  const [value] = useValue(list);
  const tools = asList(value);
  return (
    <article class="editor">
      <h1 tabIndex={-1}>Tools</h1>
      {tools.length === 0 ? (
        <p class="empty">
          No tools yet. A tool is what actions, playbooks and models can call: write a script, call an address, or ask a model for one thing.
        </p>
      ) : (
        <ol class="part-list" data-path="tools" tabIndex={-1}>
          {tools.map((tool, index) => (
            <li key={index} data-row>
              <MoveHandle list={list} index={index} count={tools.length} label={nameOf(tool) || 'unnamed tool'} />
              <a href={hashOf({ room: 'build', path: ['tools', index] })}>{nameOf(tool) || 'unnamed tool'}</a>
              <span class="hint">
                {kinds[asText(asRecord(tool).type)] ?? ''} {oneLine(asRecord(tool).description)}
              </span>
            </li>
          ))}
        </ol>
      )}
      <p class="adds">
        {([pieces.script, pieces.webhook, pieces.smartFunction] as const).map((piece) => (
          <button key={piece.label} type="button" onClick={() => page.add(piece)}>
            {piece.label}
          </button>
        ))}
      </p>
      <CurlPaste />
      <OpenApiPaste />
    </article>
  );
}
