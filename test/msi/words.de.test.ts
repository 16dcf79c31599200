// The MSI as a person sees it whose Windows speaks German.
import { tellIn } from './spokenWords.ts';

tellIn('de');
