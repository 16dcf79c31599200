// A table that becomes a list of labelled facts on a narrow window, and stays a table for screen readers in both shapes.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const narrow = '@media (max-width: 860px)';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', textAlign: 'left', fontSize: tokens.fontSizeBase300, [narrow]: { display: 'block' } },
  head: {
    [narrow]: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  },
  body: { [narrow]: { display: 'block' } },
  headCell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    whiteSpace: 'nowrap',
  },
  row: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottomStyle: 'none' },
    [narrow]: { display: 'block', paddingTop: tokens.spacingVerticalM, paddingBottom: tokens.spacingVerticalM },
  },
  cell: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM} 0`,
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    [narrow]: {
      display: 'grid',
      gridTemplateColumns: 'minmax(80px, 30%) 1fr',
      columnGap: tokens.spacingHorizontalM,
      padding: `${tokens.spacingVerticalXS} 0`,
    },
  },
  firstCell: { [narrow]: { display: 'block' } },
  label: { display: 'none', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, [narrow]: { display: 'inline' } },
  firstLabel: { display: 'none' },
  last: { paddingRight: 0 },
  tight: { width: '1%', whiteSpace: 'nowrap', overflowWrap: 'normal', [narrow]: { width: 'auto', whiteSpace: 'normal' } },
});

interface DataTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  /** Columns, counted from 0, that take no more room than their longest word. */
  readonly tight?: readonly number[];
  /** Cells in the order of the columns; the first one names the row. */
  readonly rows: readonly { readonly id: string; readonly cells: readonly ReactNode[] }[];
}

export function DataTable({ label, columns, tight = [], rows }: DataTableProps) {
  const styles = useStyles();
  return (
    // The roles are written out because browsers drop a table's own when its display changes.
    <table role="table" aria-label={label} className={styles.table}>
      <thead role="rowgroup" className={styles.head}>
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col" className={styles.headCell}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className={styles.body}>
        {rows.map(({ id, cells }) => (
          <tr key={id} role="row" className={styles.row}>
            {cells.map((cell, at) => (
              <td
                key={columns[at] ?? at}
                role="cell"
                className={mergeClasses(
                  styles.cell,
                  at === 0 && styles.firstCell,
                  at === cells.length - 1 && styles.last,
                  tight.includes(at) && styles.tight,
                )}
              >
                <span aria-hidden className={at === 0 ? styles.firstLabel : styles.label}>
                  {columns[at]}
                </span>
                <div>{cell}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
