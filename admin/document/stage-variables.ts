import type { Value } from '../../shared/value.ts';
import type { Path } from './path.ts';
import { asList, asRecord, asText, nameOf } from './read.ts';

/** A variable where its stage declares it. */
export type StageVariable = { path: Path; stage: string; name: string; type: string; atFirst: Value | undefined };

/** The variables of all stages, in the order of the stages. */
export const stageVariables = (document: Value): StageVariable[] =>
  asList(asRecord(document).stages).flatMap((stage, index) =>
    asList(asRecord(stage).variables).map((variable, at) => {
      const { type, default: atFirst } = asRecord(variable);
      return {
        path: ['stages', index, 'variables', at],
        stage: nameOf(stage) || 'unnamed stage',
        name: nameOf(variable) || 'unnamed variable',
        type: asText(type) || 'any',
        atFirst,
      };
    }),
  );
