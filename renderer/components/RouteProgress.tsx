// What the running check is doing, route by route, while it does it.
import { Body1, Button, Caption1, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { useEffectEvent, useLayoutEffect, useRef } from 'react';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { Panel } from './Panel.tsx';
import { StateIcon } from './StateIcon.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 260px), 1fr))',
    gap: tokens.spacingVerticalM,
  },
  item: { display: 'flex', columnGap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface RouteProgressProps {
  /** Told when it goes while the focus is in it, because the check was stopped or has ended. */
  readonly onFocusLost: () => void;
}

export function RouteProgress({ onFocusLost }: RouteProgressProps) {
  const { say, has } = useWords();
  const styles = useStyles();
  const probes = useApp((state) => state.reach.probes);
  const cancelCheck = useApp((state) => state.cancelCheck);
  const stop = useRef<HTMLDivElement>(null);
  const lost = useEffectEvent(onFocusLost);
  useLayoutEffect(() => {
    const box = stop.current;
    return () => {
      if (box?.contains(document.activeElement)) lost();
    };
  }, []);
  const ended = probes.filter((probe) => probe.state === 'ended').length;
  const counted = say('page:reach.progress', { ended, count: probes.length });
  return (
    <Panel
      title={say('page:reach.running')}
      action={
        <div ref={stop}>
          <Button onClick={cancelCheck}>{say('page:reach.stop')}</Button>
        </div>
      }
    >
      <ProgressBar aria-label={say('page:reach.running')} {...(probes.length === 0 ? {} : { value: ended, max: probes.length })} />
      <Body1 aria-live="polite">{counted}</Body1>
      <ul className={styles.list}>
        {probes.map(({ route, domain, state }) => (
          <li key={`${route} ${domain}`} className={styles.item}>
            <StateIcon tone={state === 'running' ? 'running' : 'good'} />
            <span className={styles.words}>
              <span>{has(`common:route.${route}`) ? say(`common:route.${route}`) : route}</span>
              <Caption1 className={styles.quiet}>{domain}</Caption1>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
