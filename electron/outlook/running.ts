// Refuses to touch profiles while an Outlook runs: it keeps them in memory and would write them back.
import { problem, type Problem } from '../model/problem.ts';
import type { Workstation } from '../workstation/port.ts';

/** `outlook.running` {programs} while classic or new Outlook runs, `undefined` otherwise. */
export async function refuseWhileRunning(workstation: Workstation): Promise<Problem | undefined> {
  const programs = await workstation.programs.runningOutlooks();
  return programs.length > 0 ? problem('outlook.running', { programs: [...programs] }) : undefined;
}
