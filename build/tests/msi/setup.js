// Stands, with the Windows Node named like it, for the program: `"…\BlueMind Outlook Setup.exe" setup …`, run in this folder, is to Node
// a script called `setup`. This file hands the words on to the checkout's command line, together with what leads it to a test's servers.
const { pathToFileURL } = require('node:url');

const { BMOS_STAND_IN_ENTRY: entry = '', BMOS_STAND_IN_ARGUMENTS: more = '[]' } = process.env;
process.argv = [process.execPath, entry, 'setup', ...process.argv.slice(2), ...JSON.parse(more)];
import(pathToFileURL(entry).href).catch((error) => {
  console.error(error);
  process.exitCode = 70;
});
