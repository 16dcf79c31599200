// The Autodiscover answers that Outlook remembers on this PC; the chosen ones can be put away after a yes.
import { Body1, Button, Caption1, Checkbox, makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { RememberedAnswer } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { Announcements } from './Announcements.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { Message, ProblemMessage } from './Message.tsx';
import { Panel } from './Panel.tsx';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, outlineStyle: 'none' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  label: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const nobody: readonly RememberedAnswer[] = [];

export function RememberedAnswers() {
  const { say } = useWords();
  const styles = useStyles();
  const answers = useApp((state) => state.inspection.value?.remembered ?? nobody);
  const { removing, removed, problem } = useApp((state) => state.remembered);
  const putAway = useApp((state) => state.putAway);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  const focusBack = useRestoreFocusTarget();
  const names = answers.map(({ name }) => name).filter((name) => chosen.includes(name));
  if (answers.length === 0 && removed === null) return null;
  return (
    <Panel title={say('page:remembered.title')}>
      <div className={styles.body} ref={group} tabIndex={-1}>
        <Announcements>
          <ProblemMessage problem={problem} />
          {removed && <Message intent="success">{say('page:remembered.removed', removed)}</Message>}
        </Announcements>
        {answers.length > 0 && (
          <>
            <Body1>{say('page:remembered.lead')}</Body1>
            <ul className={styles.list}>
              {answers.map((answer) => (
                <li key={answer.name}>
                  <Checkbox
                    checked={chosen.includes(answer.name)}
                    onChange={(_, { checked }) =>
                      setChosen(checked === true ? [...chosen, answer.name] : chosen.filter((name) => name !== answer.name))
                    }
                    label={<Label answer={answer} />}
                  />
                </li>
              ))}
            </ul>
            <div>
              <Button {...focusBack} disabledFocusable={names.length === 0 || removing} onClick={() => setAsking(true)}>
                {say('page:remembered.remove')}
              </Button>
            </div>
          </>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title={say('page:remembered.confirmTitle', { count: names.length })}
          yes={say('page:remembered.confirmYes')}
          onYes={() =>
            void putAway(names).then(() => {
              setChosen([]);
              group.current?.focus();
            })
          }
          onClose={() => setAsking(false)}
        >
          <Body1>{say('page:remembered.confirmText', { count: names.length })}</Body1>
          <ul>
            {names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

function Label({ answer }: { readonly answer: RememberedAnswer }) {
  const { say, date } = useWords();
  const styles = useStyles();
  const hosts = answer.hosts.length === 0 ? say('page:remembered.noHost') : answer.hosts.join(', ');
  return (
    <span className={styles.label}>
      {answer.name}
      <Caption1 className={styles.quiet}>
        {[answer.address ?? say('page:remembered.noAddress'), hosts, date(answer.changedAt)].join(' · ')}
      </Caption1>
    </span>
  );
}
