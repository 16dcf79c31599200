// The MSI as a person sees it whose Windows speaks French.
import { tellIn } from './spokenWords.ts';

tellIn('fr');
