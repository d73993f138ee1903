import type { JSX } from 'preact';
import { pieces } from '../document/new-piece.ts';
import { asList, asRecord, nameOf, oneLine } from '../document/read.ts';
import { hashOf } from '../route.ts';
import { chooseFile } from '../transfer/choose-file.ts';
import { EmptyState } from './empty-state.tsx';
import { MoveHandle } from './move-handle.tsx';
import { usePage, useValue } from './page-context.ts';

/** The stages of a project in their order: a conversation begins in the first. */
export function StageList(): JSX.Element {
  const page = usePage();
  const [value] = useValue(['stages']);
  const stages = asList(value);
  const addStage = (
    <button type="button" class="quiet" onClick={() => page.add(pieces.stage)}>
      New stage
    </button>
  );
  return (
    <section aria-labelledby="stages-heading">
      <header class="section-head">
        <h2 id="stages-heading">Stages</h2>
        <p class="hint">A conversation begins in the first one.</p>
      </header>
      {stages.length === 0 ? (
        <EmptyState text="No stages yet. A stage holds what the assistant reacts to:">
          {addStage}
          <button type="button" class="quiet" onClick={() => void chooseFile(page)}>
            Import a project
          </button>
        </EmptyState>
      ) : (
        <>
          <ol class="part-list" data-drop-list="stages" data-path="stages" tabIndex={-1}>
            {stages.map((stage, index) => (
              <li key={index} data-row>
                <MoveHandle list={['stages']} index={index} count={stages.length} label={nameOf(stage) || 'unnamed stage'} />
                <a href={hashOf({ room: 'build', path: ['stages', index] })}>{nameOf(stage) || 'unnamed stage'}</a>
                <span class="hint">{stageHint(asRecord(stage))}</span>
              </li>
            ))}
          </ol>
          {addStage}
        </>
      )}
    </section>
  );
}

function stageHint(stage: ReturnType<typeof asRecord>): string {
  const count = asList(stage.actions).length;
  const actions = count === 1 ? '1 action' : `${count} actions`;
  const said = oneLine(stage.description) || oneLine(stage.prompt);
  return said === '' ? actions : `${actions} · ${said}`;
}
