// The plan, sorted by what it asks of the person: conflicts, changes, choices, and what is well already.
import { Body1, Body1Strong, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { Plan, PlannedKey } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { isLocked } from '../store/decided.ts';
import { Disclosure } from './Disclosure.tsx';
import { KeyFacts, KeyTable } from './KeyTable.tsx';
import { Message } from './Message.tsx';
import { Panel } from './Panel.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, '& > li + li': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` } },
  choice: { paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalM },
  box: { maxWidth: '100%' },
  label: { minWidth: 0, overflowWrap: 'anywhere' },
  /* Below the label of the checkbox, in line with it. */
  facts: { paddingLeft: '40px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const isOpenChoice = (key: PlannedKey): boolean => key.level === 'optional' && key.state !== 'right' && key.state !== 'blockedByPolicy';

export function KeyGroups({ plan, sources }: { readonly plan: Plan; readonly sources: boolean }) {
  const { say } = useWords();
  const styles = useStyles();
  const in_ = (state: PlannedKey['state']): readonly PlannedKey[] => plan.keys.filter((key) => key.state === state);
  const blocked = in_('blockedByPolicy');
  const change = in_('change');
  const right = in_('right');
  const choices = plan.keys.filter(isOpenChoice);
  const locked = useApp((state) => isLocked(state, 'chosen'));
  const notNeeded = in_('notNeeded').filter((key) => !isOpenChoice(key));
  return (
    <>
      {blocked.length > 0 && (
        <Panel title={say('page:keys.group.blocked')}>
          <Message intent="warning">{say('page:keys.blockedText')}</Message>
          <KeyTable label={say('page:keys.group.blocked')} keys={blocked} sources={sources} />
        </Panel>
      )}
      {change.length > 0 && (
        <Panel title={say('page:keys.group.change')}>
          <KeyTable label={say('page:keys.group.change')} keys={change} sources={sources} />
        </Panel>
      )}
      {choices.length > 0 && (
        <Panel title={say('page:keys.group.optional')}>
          <Body1 className={styles.quiet}>{say(locked ? 'page:locked' : 'page:keys.optionalText')}</Body1>
          <Disclosure title={say('page:keys.group.choices', { count: choices.length })}>
            <ul className={styles.list}>
              {choices.map((key) => (
                <OptionalKey key={key.id} planned={key} sources={sources} locked={locked} />
              ))}
            </ul>
          </Disclosure>
        </Panel>
      )}
      {right.length + notNeeded.length > 0 && (
        <Panel title={say('page:keys.group.rest')}>
          <div>
            {right.length > 0 && (
              <Disclosure title={say('page:keys.group.right', { count: right.length })}>
                <KeyTable label={say('common:keyState.right')} keys={right} sources={sources} />
              </Disclosure>
            )}
            {notNeeded.length > 0 && (
              <Disclosure title={say('page:keys.group.notNeeded', { count: notNeeded.length })}>
                <KeyTable label={say('common:keyState.notNeeded')} keys={notNeeded} sources={sources} />
              </Disclosure>
            )}
          </div>
        </Panel>
      )}
    </>
  );
}

interface OptionalKeyProps {
  readonly planned: PlannedKey;
  readonly sources: boolean;
  /** A policy says which are chosen. */
  readonly locked: boolean;
}

function OptionalKey({ planned, sources, locked }: OptionalKeyProps) {
  const styles = useStyles();
  const chosen = useApp((state) => state.keys.chosen.includes(planned.id));
  const writing = useApp((state) => state.keys.writing);
  const choose = useApp((state) => state.choose);
  const id = useId();
  return (
    <li className={styles.choice}>
      <Checkbox
        className={styles.box}
        label={{ children: <Body1Strong>{planned.name}</Body1Strong>, className: styles.label }}
        aria-describedby={id}
        checked={chosen}
        disabled={writing || locked}
        onChange={(_, { checked }) => void choose(planned.id, checked === true)}
      />
      <div className={styles.facts}>
        <KeyFacts id={id} planned={planned} sources={sources} />
      </div>
    </li>
  );
}
