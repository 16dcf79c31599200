// Keeps the schemas from compiling themselves with `new Function`, which the content policy forbids; imported before any schema is made.
import * as z from 'zod';

z.config({ jitless: true });
