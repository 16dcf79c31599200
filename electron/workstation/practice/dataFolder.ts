// Where the practice workstation keeps its state when no folder is named: below the program's own data.
import path from 'node:path';
import { dataFolder, type DataFolderFacts } from '../../model/dataFolder.ts';

/** An absolute path. */
export function defaultPracticeFolder(facts: DataFolderFacts): string {
  return (facts.platform === 'win32' ? path.win32 : path.posix).join(dataFolder(facts), 'practice');
}
