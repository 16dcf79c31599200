// Something that is there for whoever wants to look closer: closed at first, opened by mouse or keyboard.
import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  header: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  body: { marginLeft: 0, marginRight: 0, paddingTop: tokens.spacingVerticalS },
});

interface DisclosureProps {
  readonly title: string;
  readonly size?: 'small' | 'medium';
  readonly children: ReactNode;
}

export function Disclosure({ title, size = 'medium', children }: DisclosureProps) {
  const styles = useStyles();
  return (
    <Accordion collapsible>
      <AccordionItem value="only">
        <AccordionHeader className={styles.header} as="h3" size={size}>
          {title}
        </AccordionHeader>
        <AccordionPanel className={styles.body}>{children}</AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}
