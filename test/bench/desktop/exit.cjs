// Ends at once from its main script: what a bare Electron needs before it can run anything.
require('electron').app.exit(0);
