// What is known of this PC once it was looked at, and what was decided for it: everything of the first step below the address.
import { DecidedSettings } from './DecidedSettings.tsx';
import { RememberedAnswers } from './RememberedAnswers.tsx';
import { WorkstationFacts } from './WorkstationFacts.tsx';

export function PcFacts() {
  return (
    <>
      <DecidedSettings />
      <WorkstationFacts />
      <RememberedAnswers />
    </>
  );
}
