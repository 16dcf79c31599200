// The program's name and version, as its package says them.
import manifest from '../package.json' with { type: 'json' };

export const program = { name: manifest.productName, version: manifest.version } as const;
