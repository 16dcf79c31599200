// The page's head: what this is, and in which language.
import { Input, Link, makeStyles, Select, Subtitle2Stronger, tokens } from '@fluentui/react-components';
import { LockClosed16Regular } from '@fluentui/react-icons';
import { useId } from 'react';
import { languages, links } from '../../electron/bridge/contract.ts';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { isLocked } from '../store/decided.ts';
import iconUrl from '../icon.svg';

/** Languages are called what their speakers call them. */
const names = { en: 'English', fr: 'Français', de: 'Deutsch' } as const;

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 480px)': { paddingLeft: tokens.spacingHorizontalL, paddingRight: tokens.spacingHorizontalL },
  },
  product: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  language: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  link: { marginRight: tokens.spacingHorizontalM },
  icon: { width: '24px', height: '24px', display: 'block' },
});

export function Header() {
  const { say } = useWords();
  const styles = useStyles();
  const language = useApp((state) => state.session.language);
  const setLanguage = useApp((state) => state.setLanguage);
  const locked = useApp((state) => isLocked(state, 'language'));
  const id = useId();
  return (
    <header className={styles.header}>
      <div className={styles.product}>
        <img src={iconUrl} alt="" className={styles.icon} />
        <Subtitle2Stronger>{say('common:product.name')}</Subtitle2Stronger>
      </div>
      <div className={styles.language} data-print="no">
        <Link href={links.documentation} target="_blank" rel="noreferrer" className={styles.link}>
          {say('page:documentation')}
        </Link>
        <label htmlFor={id}>{say('page:language')}</label>
        {locked ? (
          <Input
            id={id}
            readOnly
            data-locked
            appearance="filled-darker"
            value={names[language]}
            title={say('page:locked')}
            aria-description={say('page:locked')}
            contentBefore={<LockClosed16Regular aria-hidden />}
          />
        ) : (
          <Select
            id={id}
            value={language}
            onChange={(_, { value }) => {
              const chosen = languages.find((known) => known === value);
              if (chosen) void setLanguage(chosen);
            }}
          >
            {languages.map((known) => (
              <option key={known} value={known} lang={known}>
                {names[known]}
              </option>
            ))}
          </Select>
        )}
      </div>
    </header>
  );
}
