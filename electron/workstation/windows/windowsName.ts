// What this Windows is called, by the values that Windows keeps about itself.
import { dwordOf, textOf, type RegistryKey } from '../../model/registry.ts';

/** The first build of Windows 11; its ProductName still says Windows 10 (Windows release information). */
const firstBuildOf11 = 22_000;

/**
 * E.g. `Windows 11 Pro 23H2 (10.0.22631.3155)`, from the key `SOFTWARE\Microsoft\Windows NT\CurrentVersion`; parts that are
 * not there are left out. Pure.
 */
export function windowsName(key: RegistryKey | undefined): string {
  const build = textOf(key, 'CurrentBuildNumber') ?? textOf(key, 'CurrentBuild');
  const product = (textOf(key, 'ProductName') ?? 'Windows').replace(/^Microsoft /, '');
  const named = Number(build) >= firstBuildOf11 && !/server/i.test(product) ? product.replace('Windows 10', 'Windows 11') : product;
  const version = [dwordOf(key, 'CurrentMajorVersionNumber'), dwordOf(key, 'CurrentMinorVersionNumber'), build, dwordOf(key, 'UBR')];
  const numbers = version.filter((part) => part !== undefined).join('.');
  const name = [named, textOf(key, 'DisplayVersion') ?? textOf(key, 'ReleaseId')]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  return numbers === '' ? name : `${name} (${numbers})`;
}
