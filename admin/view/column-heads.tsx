import type { JSX } from 'preact';

/** The head of a table: what each column holds. */
export const ColumnHeads = ({ names }: { names: readonly string[] }): JSX.Element => (
  <thead>
    <tr>
      {names.map((name) => (
        <th key={name} scope="col">
          {name}
        </th>
      ))}
    </tr>
  </thead>
);
