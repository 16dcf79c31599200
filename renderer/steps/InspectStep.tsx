// Step 1: whose mailbox it is, and what is on this PC.
import { useEffect } from 'react';
import { AddressForm } from '../components/AddressForm.tsx';
import { DecidedSettings } from '../components/DecidedSettings.tsx';
import { RememberedAnswers } from '../components/RememberedAnswers.tsx';
import { StepPage } from '../components/StepPage.tsx';
import { WorkstationFacts } from '../components/WorkstationFacts.tsx';
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';

/** The field to go to when the address is refused. */
const addressField = 'address';

export function InspectStep() {
  const { say } = useWords();
  const acceptAddress = useApp((state) => state.acceptAddress);
  const openStep = useApp((state) => state.openStep);
  const checking = useApp((state) => state.address.checking);
  const known = useApp((state) => state.inspection.value !== null);
  const inspect = useApp((state) => state.inspect);

  useEffect(() => {
    if (!known) void inspect();
  }, [known, inspect]);

  const next = async (): Promise<void> => {
    if (await acceptAddress()) openStep('reach');
    else document.getElementById(addressField)?.focus();
  };

  return (
    <StepPage step="inspect" lead={say('page:inspect.lead')} onNext={() => void next()} nextBusy={checking} nextIsMain>
      <AddressForm fieldId={addressField} onDone={() => void next()} />
      <DecidedSettings />
      <WorkstationFacts />
      <RememberedAnswers />
    </StepPage>
  );
}
