import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AdminExplained } from '../../shared/admin.ts';
import type { CandidateRow, TurnCard } from '../trace/card.ts';
import { explainedRows, likeliest, whyNothing } from '../trace/why.ts';
import { ColumnHeads } from './column-heads.tsx';
import { useDraft, usePage } from './page-context.ts';
import { Teach } from './teach.tsx';

/** Why a turn met what it met: all candidates with their evidence, and where it met nothing, that in one sentence. */
export function TurnWhy({ card }: { card: TurnCard }): JSX.Element {
  const { explained, trouble } = useExplained(card);
  const headline = explained === null ? '' : whyNothing(card, explained);
  return (
    <>
      {headline ? <p class="why-nothing">{headline}</p> : null}
      <Candidates rows={explainedRows(card.candidates, explained ?? [])} />
      {trouble ? <p class="hint">The evidence could not be read: {trouble}</p> : null}
      {card.said.kind === 'message' && (explained !== null || trouble) ? (
        <Teach key={card.turn} text={card.said.text} stage={card.stage} likeliest={likeliest(card, explained ?? [])} />
      ) : null}
    </>
  );
}

/** What the classifier says about a message now, by the version that answered it; nothing until it has said so. */
function useExplained({ said, stage, version, isDraft }: TurnCard): { explained: AdminExplained['candidates'] | null; trouble: string } {
  const page = usePage();
  const project = useDraft((state) => state.project);
  const [answer, setAnswer] = useState<{ explained: AdminExplained['candidates'] | null; trouble: string }>({ explained: null, trouble: '' });
  useEffect(() => {
    if (said.kind !== 'message' || stage === '') return;
    let isWanted = true;
    void page.api
      .explain(project, { stage, text: said.text, ...(isDraft ? { draft: true as const } : version === null ? {} : { version }) })
      .then((it) => {
        if (isWanted) setAnswer(it.ok ? { explained: it.value.candidates, trouble: '' } : { explained: null, trouble: it.message });
      });
    return () => {
      isWanted = false;
    };
  }, [page, project, said.kind, said.text, stage, version, isDraft]);
  return answer;
}

function Candidates({ rows }: { rows: readonly CandidateRow[] }): JSX.Element {
  if (rows.length === 0) return <p class="hint">No action was asked.</p>;
  return (
    <table class="plain">
      <ColumnHeads names={['Action', 'Score', 'Needed', 'Why']} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.action + row.by} class={row.matched ? 'matched' : undefined}>
            <td>
              {row.matched ? <span aria-hidden="true">✓ </span> : null}
              {row.action} <span class="hint">{row.by === 'classifier' ? '' : row.by}</span>
            </td>
            <td class="number">{row.score || '–'}</td>
            <td class="number">{row.threshold || '–'}</td>
            <td>
              {row.reason}
              {row.parameters ? <span class="evidence">{row.parameters}</span> : null}
              {row.evidence.map((text) => (
                <span key={text} class="evidence">
                  {text}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
