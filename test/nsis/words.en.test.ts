// The per-user installer as a person sees it whose Windows speaks English.
import { tellIn } from './spokenWords.ts';

tellIn('en');
