// Where a catalogue's key lies in the registry: one place for each Office version, and the policy that would win over it.
import { officeVersions, type CatalogueKey, type OfficeVersion } from '../model/keys.ts';

interface Placement {
  /** The catalogue's id, with `@16.0` where the path depends on the Office version. */
  readonly id: string;
  /** `null` where one place serves every version. */
  readonly office: OfficeVersion | null;
  /** Starts with `HKCU\`. */
  readonly path: string;
}

/** Every place of a key, oldest Office version first. */
export function placementsOf(key: CatalogueKey): readonly Placement[] {
  if (!key.path.includes('{office}')) return [{ id: key.id, office: null, path: `HKCU\\${key.path}` }];
  return officeVersions
    .filter((office) => !key.office || key.office.includes(office))
    .map((office) => ({ id: `${key.id}@${office}`, office, path: `HKCU\\${key.path.replaceAll('{office}', office)}` }));
}

/**
 * The key below Software\Policies whose values win over the same values at `path`, as Outlook reads both (KB 3211279, KB 2212902);
 * `undefined` where there is none.
 */
export function policyTwin(path: string): string | undefined {
  const below = /^(HKCU\\Software)\\(Microsoft\\.+)$/i.exec(path);
  return below ? `${below[1]}\\Policies\\${below[2]}` : undefined;
}

/**
 * Branches of a user's software keys that only administrators and the system write, beside Software\Policies: Windows' own policies and
 * what Group Policy notes of its work.
 */
const administratorsBranch = /^HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\(Policies|Group Policy)(\\|$)/i;

/** Whether a path that starts with `HKCU\` is none of the user's, and none of Outlook's either. Pure. */
export function isOutOfReach(path: string): boolean {
  return administratorsBranch.test(path);
}
