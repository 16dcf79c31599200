// Step 1: whose mailbox it is, and what is on this PC.
import { Suspense, useEffect, useRef } from 'react';
import { AddressForm, focusAddress } from '../components/AddressForm.tsx';
import { StepPage } from '../components/StepPage.tsx';
import { useWords } from '../i18n.ts';
import { PcFacts } from '../later.ts';
import { usePainted } from '../painted.ts';
import { useApp } from '../store/context.tsx';

export function InspectStep() {
  const { say } = useWords();
  const confirmAddress = useApp((state) => state.confirmAddress);
  const openStep = useApp((state) => state.openStep);
  const checking = useApp((state) => state.address.checking);
  const known = useApp((state) => state.inspection.value !== null);
  const inspect = useApp((state) => state.inspect);
  const painted = usePainted();

  // An address that is being judged is waited for: the inspection is about it. Once: one that failed is repeated by the person.
  const begun = useRef(false);
  useEffect(() => {
    if (!painted || known || checking || begun.current) return;
    begun.current = true;
    void inspect();
  }, [painted, known, checking, inspect]);

  const next = async (): Promise<void> => {
    const wrong = await confirmAddress();
    if (wrong === null) openStep('reach');
    else focusAddress(wrong);
  };

  return (
    <StepPage step="inspect" lead={say('page:inspect.lead')} onNext={() => void next()} nextBusy={checking} nextIsMain>
      <AddressForm onDone={() => void next()} />
      {painted && (
        <Suspense>
          <PcFacts />
        </Suspense>
      )}
    </StepPage>
  );
}
