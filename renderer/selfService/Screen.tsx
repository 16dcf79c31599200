// The frame of a self-service screen: one heading, one sentence, what to do, and whom to turn to.
import { Body1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { SupportContact } from '../components/SupportContact.tsx';
import { useFocusOnArrival } from '../components/StepPage.tsx';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
    maxWidth: '640px',
    marginLeft: 'auto',
    marginRight: 'auto',
  },
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none', overflowWrap: 'anywhere', hyphens: 'auto' },
  lead: { color: tokens.colorNeutralForeground2 },
});

interface ScreenProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

export function Screen({ title, lead, children }: ScreenProps) {
  const styles = useStyles();
  const heading = useFocusOnArrival();
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        <Body1 className={styles.lead}>{lead}</Body1>
      </header>
      {children}
      <SupportContact />
    </div>
  );
}
