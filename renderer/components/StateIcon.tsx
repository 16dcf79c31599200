// One icon per state, the same everywhere; the word beside it carries the meaning, so the icon is silent for screen readers.
import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle20Filled,
  Circle20Regular,
  DismissCircle20Filled,
  Info20Filled,
  SubtractCircle20Regular,
  Warning20Filled,
} from '@fluentui/react-icons';

const useStyles = makeStyles({
  good: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  warn: { color: tokens.colorStatusWarningForeground3, flexShrink: 0 },
  bad: { color: tokens.colorStatusDangerForeground1, flexShrink: 0 },
  info: { color: tokens.colorBrandForeground1, flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
});

const icons = {
  good: CheckmarkCircle20Filled,
  warn: Warning20Filled,
  bad: DismissCircle20Filled,
  info: Info20Filled,
  quiet: Circle20Regular,
  passed: SubtractCircle20Regular,
} as const;

export type Tone = keyof typeof icons | 'running';

export function StateIcon({ tone }: { readonly tone: Tone }) {
  const styles = useStyles();
  if (tone === 'running') return <Spinner size="extra-tiny" aria-hidden />;
  const Icon = icons[tone];
  return <Icon aria-hidden className={styles[tone === 'passed' ? 'quiet' : tone]} />;
}
