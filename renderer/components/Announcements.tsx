// Where news about the step appears, and is read aloud when it does: it is there before them, and takes no room while there are none.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  news: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, ':empty': { position: 'absolute' } },
});

export function Announcements({ children }: { readonly children: ReactNode }) {
  return (
    <div role="status" className={useStyles().news}>
      {children}
    </div>
  );
}
