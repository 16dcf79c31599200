// Says on every screen that this is practice; the button for the faults comes after the first picture.
import { Suspense } from 'react';
import { PracticeButton } from '../later.ts';
import { usePainted } from '../painted.ts';
import { useApp } from '../store/context.tsx';
import { PracticeMark } from './PracticeMark.tsx';

export function PracticeBanner() {
  const painted = usePainted();
  const any = useApp((state) => (state.session.start?.faults.length ?? 0) > 0);
  return (
    <PracticeMark>
      {any && painted && (
        <Suspense>
          <PracticeButton />
        </Suspense>
      )}
    </PracticeMark>
  );
}
