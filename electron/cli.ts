// Entry of the command line: the same job without a window, also what logon scripts and Intune run.
import { runProcess, stopOnSignals } from './cli/process.ts';

process.exitCode = await runProcess(process.argv.slice(2), stopOnSignals());
