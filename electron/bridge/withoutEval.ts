// Keeps the schemas from compiling themselves with `new Function`: most read one document, which takes less time than compiling does, and the
// page's content policy forbids it. Imported before any schema is made.
import * as z from 'zod';

z.config({ jitless: true });
