// A record, value or command to be taken over exactly, with a button that copies it.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Checkmark16Regular, Copy16Regular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { useWords } from '../i18n.ts';

const useStyles = makeStyles({
  block: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalS,
    paddingLeft: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  text: {
    margin: 0,
    flexGrow: 1,
    flexBasis: '200px',
    minWidth: 0,
    alignSelf: 'center',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

export function CopyBlock({ text }: { readonly text: string }) {
  const { say } = useWords();
  const styles = useStyles();
  const shown = useRef<HTMLPreElement>(null);
  const [state, setState] = useState<'ready' | 'copied' | 'selected'>('ready');

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      // Where the clipboard is refused to pages, the text is selected: Ctrl+C does the rest.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setState('selected');
    }
  };

  return (
    <div className={styles.block}>
      <pre ref={shown} className={styles.text}>
        {text}
      </pre>
      <Button size="small" icon={state === 'copied' ? <Checkmark16Regular /> : <Copy16Regular />} onClick={() => void copy()}>
        <span aria-live="polite">{say(`page:copy.${state}`)}</span>
      </Button>
    </div>
  );
}
