// The strip that says PRACTICE: on every screen of the practice workstation, also on one that stands in for a broken page.
import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../i18n.ts';

const useStyles = makeStyles({
  /* Signal colours of its own, the same in light and dark: it must not look like part of the page. */
  banner: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px 16px',
    // As high as with a small button in it, so that nothing moves when that comes.
    boxSizing: 'border-box',
    minHeight: '36px',
    padding: '6px 20px',
    backgroundColor: '#ffc83d',
    color: '#201f1e',
    '@media (max-width: 480px)': { paddingLeft: '16px', paddingRight: '16px' },
  },
  word: { fontWeight: 700, letterSpacing: '0.08em' },
  explain: { flexGrow: 1, flexBasis: '200px' },
});

/** `children` stand at its end. */
export function PracticeMark({ children }: { readonly children?: ReactNode }) {
  const { say } = useWords();
  const styles = useStyles();
  return (
    <aside className={styles.banner} aria-label={say('common:practice.banner')}>
      <strong className={styles.word}>{say('common:practice.banner')}</strong>
      <span className={styles.explain}>{say('common:practice.explain')}</span>
      {children}
    </aside>
  );
}
