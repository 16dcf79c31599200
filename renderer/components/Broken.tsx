// The calm way out when something failed that must not fail: says so, and starts again.
import { Body1, Button, Caption1, makeStyles, Title2, tokens } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons';
import { Component, type ReactNode } from 'react';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { PracticeMark } from './PracticeMark.tsx';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalL,
    maxWidth: '60ch',
    margin: '10vh auto 0',
    padding: tokens.spacingHorizontalXL,
  },
  title: { margin: 0 },
  detail: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyMonospace },
});

export function Broken({ title, text, detail }: { readonly title: string; readonly text: string; readonly detail?: string }) {
  const { say } = useWords();
  const styles = useStyles();
  const practice = useApp((state) => state.session.start?.practice === true);
  return (
    <>
      {practice && <PracticeMark />}
      <main className={styles.page} role="alert">
        <Title2 as="h1" className={styles.title}>
          {title}
        </Title2>
        <Body1>{text}</Body1>
        <Button appearance="primary" icon={<ArrowClockwise20Regular />} onClick={() => location.reload()}>
          {say('page:startAgain')}
        </Button>
        {detail !== undefined && <Caption1 className={styles.detail}>{detail}</Caption1>}
      </main>
    </>
  );
}

/** What a bug leaves on the screen: no blame, a way on, and its own words for whoever is asked for help. */
export function BugPage({ detail }: { readonly detail: string }) {
  const { say } = useWords();
  return <Broken title={say('page:broken.title')} text={say('page:broken.text')} detail={detail} />;
}

/** Catches a bug while drawing, and shows the way out instead of an empty window. */
export class CatchBugs extends Component<{ readonly children: ReactNode }, { readonly caught: string | null }> {
  override state: { readonly caught: string | null } = { caught: null };

  static getDerivedStateFromError(what: unknown) {
    return { caught: String(what) };
  }

  override render(): ReactNode {
    return this.state.caught === null ? this.props.children : <BugPage detail={this.state.caught} />;
  }
}
